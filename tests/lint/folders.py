"""Folders of trees for the tests: written from an example, and what they are expected to show."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from wizard.library import load
from wizard.lint.lint import lint
from wizard.problem import Problem

HEAD = {
    "format": "1",
    "title": "The lamp is dark",
    "summary": "It gives no light.",
    "stage": "use",
    "products": "all",
    "owner": "support",
    "review_by": "2099-01-01",
}
EXPECTATION = re.compile(r"^# expect: (\d+:\d+) ([a-z-]+): (.*)$", re.MULTILINE)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by their path; a tree gets those lines of the head that it has not."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        is_tree = "/" not in name and name.endswith(".yaml") and not name.startswith("_")
        path.write_text(with_head(content) if is_tree else content, encoding="utf-8")
    return folder


def with_head(content: str) -> str:
    missing = (f"{key}: {value}\n" for key, value in HEAD.items() if not re.search(rf"(?m)^{key}:", content))
    return content + "".join(missing)


def problems(folder: Path) -> list[Problem]:
    """What the linter finds, with paths relative to the folder."""
    return lint(load(folder, folder.name))


def told(found: list[Problem]) -> Counter[str]:
    """`path line:column rule: message` of each problem, as often as it comes."""
    return Counter(
        f"{problem.path.partition('/')[2]} {problem.line}:{problem.column} {problem.rule}: {problem.message}"
        for problem in found
    )


def expected(folder: Path) -> Counter[str]:
    """What the files of a folder say in `# expect: line:column rule: message`."""
    return Counter(
        f"{path.relative_to(folder).as_posix()} {place} {rule}: {message}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".yaml", ".po")
        for place, rule, message in EXPECTATION.findall(path.read_text("utf-8"))
    )
