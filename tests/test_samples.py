"""What other repositories copy from here does its work in one: hooks of pre-commit, workflows of GitHub and GitLab."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
import yaml

from tests.fences import DOCS, ROOT
from tests.installed import environment
from wizard import __version__
from wizard.cli import main

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
GITHUB = yaml.safe_load((DOCS / "samples" / "trees.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((DOCS / "samples" / "gitlab-ci.yml").read_text("utf-8"))
PROGRAMS = Path(sys.executable).parent

SITE = """\
format: 1
brand: {name: Our support}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using the program}
"""
TREE = """\
format: 1
title: There is no sound
stage: use
check: You hear it.
steps:
  where:
    ask: Do other programs make a sound?
    options: {others: Only ours is silent, nowhere: No, unsure: }
  speaker:
    fix: Turn up the sound of the computer
    when: {where: [nowhere, unsure]}
  volume:
    fix: Turn up the sound of the program
"""
TESTS = """\
- name: whoever hears other programs skips the speaker
  answers: {where: others, volume: solved}
  expect: {end: solved, not: [speaker]}
- name: the speaker was turned down
  answers: {where: nowhere, speaker: solved}
  expect: {end: solved}
- name: nothing helps
  answers: {where: unsure, speaker: not-solved, volume: not-solved}
  expect: {end: ticket}
- name: nothing can be done
  answers: {where: nowhere, speaker: unable, volume: unable}
  expect: {end: ticket}
"""
# A change, and the hook that must not let it pass.
SLIPS = {
    "wizard-lint": ("trees/no-sound.yaml", "when: {where:", "when: {were:"),
    "wizard-test": ("trees/no-sound.yaml", "[nowhere, unsure]", "[nowhere, others, unsure]"),
    "wizard-translate-status": ("trees/_site.yaml", "fa: offered", "fa: required"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A repository of trees that somebody else keeps."""
    files = {
        "trees/_site.yaml": SITE,
        "trees/no-sound.yaml": TREE.replace("unsure: }", '"unsure": }'),
        "trees/_tests/no-sound.yaml": TESTS,
        "requirements.txt": f"rahgosha=={__version__}\n",
        "README.md": "Our trees\n",
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def slip(desk: Path, name: str) -> None:
    file, was, becomes = SLIPS[name]
    text = (desk / file).read_text("utf-8")
    assert was in text
    (desk / file).write_text(text.replace(was, becomes), encoding="utf-8")


class Done(NamedTuple):
    status: int
    told: str


def run(command: str, desk: Path) -> Done:
    """Run a line of a shell as a runner does: the installed program is on the path."""
    settings = environment()
    settings["PATH"] = f"{PROGRAMS}:{settings['PATH']}"
    ran = subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=desk,
        env=settings,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return Done(ran.returncode, ran.stdout + ran.stderr)


def of_hook(hook: dict[str, Any]) -> str:
    return shlex.join([*shlex.split(hook["entry"]), *hook.get("args", ())])


def command(words: list[str]) -> click.Command:
    found: click.Command = main
    for word in words:
        assert isinstance(found, click.Group)
        found = found.commands[word]
    return found


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_is_a_command_of_the_package(hook):
    program, *words = shlex.split(hook["entry"])
    assert f'\n{program} = "wizard.cli:main"\n' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert command(words).callback
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert {"id", "name", "description"} <= hook.keys()


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_for_every_file_of_a_folder_of_trees_and_for_no_other(hook, desk):
    files = [file.relative_to(desk).as_posix() for file in desk.rglob("*") if file.is_file()]
    files += ["trees/_locale/fa/no-sound.po", "trees/_media/speaker.png", "trees/_shared/fuse.yaml"]
    matched = {file for file in files if re.search(hook["files"], file)}
    assert matched == {file for file in files if file.startswith("trees/")}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_lets_right_trees_pass_and_holds_up_a_slip(hook, desk):
    assert run(of_hook(hook), desk).status == 0
    slip(desk, hook["id"])
    assert run(of_hook(hook), desk).status == 1


def test_there_is_a_hook_for_each_slip():
    assert {hook["id"] for hook in HOOKS} == SLIPS.keys()


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def lines(workflow: dict[Any, Any]) -> list[str]:
    return [step["run"] for step in steps(workflow) if "run" in step]


def test_the_workflow_has_what_github_needs():
    assert GITHUB[True] == {"push": {"branches": ["main"]}, "pull_request": None}  # YAML 1.1 reads `on` so
    (job,) = GITHUB["jobs"].values()
    assert job["runs-on"]
    assert all(("uses" in step) != ("run" in step) for step in steps(GITHUB))
    assert all(
        re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"]) for step in steps(GITHUB) if "uses" in step
    )
    uploads = [step for step in steps(GITHUB) if "upload-sarif" in step.get("uses", "")]
    assert [step["with"]["sarif_file"] for step in uploads] == ["lint.sarif"]
    assert job["permissions"]["security-events"] == "write"


@pytest.mark.parametrize(
    "run_lines",
    [lines(GITHUB), [*GITLAB["trees"]["before_script"], *GITLAB["trees"]["script"]]],
    ids=["github", "gitlab"],
)
def test_the_commands_of_a_sample_pass_right_trees_and_fail_at_each_slip(run_lines, desk):
    install, *checks = run_lines
    assert install == "pip install -r requirements.txt"
    assert [(line, run(line, desk)) for line in checks if run(line, desk).status != 0] == []
    for name in SLIPS:
        before = {file: file.read_bytes() for file in desk.rglob("*.yaml")}
        slip(desk, name)
        failed = [line for line in checks if run(line, desk).status != 0]
        assert [line for line in failed if " ".join(name.split("-")) in line], (name, failed)
        for file, content in before.items():
            file.write_bytes(content)


def test_what_the_workflow_uploads_is_there_though_the_linter_found_something(desk):
    slip(desk, "wizard-lint")
    (line,) = (one for one in lines(GITHUB) if "sarif" in one)
    assert run(line, desk).status == 0
    told = json.loads((desk / "lint.sarif").read_text("utf-8"))
    assert told["version"] == "2.1.0"
    assert "when-unknown-name" in [one["ruleId"] for one in told["runs"][0]["results"]]


def test_github_shows_the_problem_at_its_line(desk):
    slip(desk, "wizard-lint")
    (line,) = (one for one in lines(GITHUB) if "github" in one)
    told = run(line, desk).told
    assert "::error file=trees/no-sound.yaml,line=11" in told


def test_gitlab_gets_a_report_of_the_path_tests(desk):
    for line in GITLAB["trees"]["script"]:
        run(line, desk)
    report = desk / GITLAB["trees"]["artifacts"]["reports"]["junit"]
    assert ElementTree.parse(report).getroot().tag in ("testsuites", "testsuite")


@pytest.mark.parametrize("sample", ["trees.yml", "gitlab-ci.yml"])
def test_a_sample_names_the_present_version_where_it_names_one(sample):
    text = (DOCS / "samples" / sample).read_text("utf-8")
    assert re.findall(r"rahgosha==(\S+?)\.?$", text, re.MULTILINE) == [__version__]
