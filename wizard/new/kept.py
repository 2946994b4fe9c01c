"""A new tree put into the folder, with an entry for each of its texts in every language's PO file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wizard.errors import WizardError
from wizard.library import Library, Loaded, load
from wizard.lint.lint import lint
from wizard.new.outline import Outline
from wizard.new.written import written
from wizard.problem import Problem
from wizard.translation.files import po_file, updated


class TreeThere(WizardError):
    """There is a tree {tree} already: {file}. Nothing was written; take another name."""


@dataclass(frozen=True, slots=True)
class New:
    """The files written: a tree, of which lint says `problems`, and PO files with how many texts wait in each."""

    file: Path
    translations: Mapping[Path, int]
    problems: tuple[Problem, ...]


def ensure_new(folder: Path, tree: str) -> None:
    """Raise TreeThere when the folder has a file of that tree."""
    for suffix in (".yaml", ".yml"):
        if (folder / f"{tree}{suffix}").exists():
            raise TreeThere(tree=tree, file=folder / f"{tree}{suffix}")


def keep(folder: Path, shown: str, outline: Outline, library: Library) -> New:
    """Write the tree and bring its PO files up to date. Raises TreeThere; then nothing is written."""
    ensure_new(folder, outline.id)
    file = folder / f"{outline.id}.yaml"
    text = written(
        outline,
        source_locale=library.site.source_locale,
        names=library.facts.keys(),
        schema=(folder.parent / "schemas" / "tree.schema.json").is_file(),
    )
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        raise TreeThere(tree=outline.id, file=file) from None
    loaded = load(folder, shown)
    translations = dict(_translated(loaded, outline.id))
    own = f"{shown}/{outline.id}.yaml"  # that the PO files lack words is known
    problems = tuple(problem for problem in lint(load(folder, shown)) if problem.path == own)
    return New(file, translations, problems)


def _translated(loaded: Loaded, tree: str) -> list[tuple[Path, int]]:
    texts = loaded.texts().get(tree, {})
    found = []
    for locale in loaded.library.locales:
        if locale == loaded.library.site.source_locale:
            continue
        file = po_file(loaded.folder, locale, tree)
        present = file.read_bytes() if file.is_file() else None
        problems: list[Problem] = []
        content = updated(present, str(file), locale, texts, problems)
        if content is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8", newline="\n")
            found.append((file, len(texts)))
    return found
