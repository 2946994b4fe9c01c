"""`wizard probe`: which facts it looks for, what it refuses, and the file it writes."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.probe.powershell import refused
from wizard.cli import main

ROOT = Path(__file__).resolve().parents[2]
SITE = "default_locale: en\nlocales: {en: source}\nstages: {use: Using}\n"
FACTS = """\
room:
  about: Room
  ask: How much room is there?
  type: number
  detect: {detector: disk-free, drive: "D:"}
key:
  about: The key
  values: {on: "On", off: "Off"}
  detect: {detector: keyboard-test}
"""
TREE = """\
format: 1
title: Lamp
stage: use
steps:
  room: {fact: room}
  low: {tell: Low, when: {room: {below: 2}}}
"""
KEYS = "format: 1\ntitle: Keys\nstage: use\nsteps:\n  low: {tell: On, when: {key: on}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {"_site": SITE, "_facts": FACTS, "lamp": TREE, "keys": KEYS}.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str) -> Result:
    command = ["--trees", str(folder), "probe", "-o", str(folder / "check.ps1"), *more]
    return CliRunner().invoke(main, command, env={"WIZARD_PUBLIC_URL": ""})


def written(folder: Path) -> str:
    return (folder / "check.ps1").read_bytes().decode("utf-8-sig")


def test_it_looks_for_what_the_trees_go_by_and_names_it(folder):
    done = run(folder, "--url", "https://help.example.org/")
    assert (done.exit_code, done.stderr.endswith("check.ps1: looks for room\n")) == (0, True)
    script = written(folder)
    assert "$site = 'https://help.example.org'\r\n" in script
    assert "$trees = @('lamp')\r\n" in script
    assert "Add-Number 'room' 'Room' (Find-DiskFree 'D:') ''" in script
    assert "Add-Choice 'key'" not in script
    assert refused(script) == []


def test_the_shipped_trees_have_more_to_look_for_than_one_of_them(tmp_path):
    counted = []
    for more in ((), ("--tree", "question-marks")):
        command = ["--trees", str(ROOT / "trees"), "probe", "-o", str(tmp_path / "x.ps1"), *more]
        done = CliRunner().invoke(main, command, catch_exceptions=False)
        assert done.exit_code == 0
        counted.append(done.stderr.count(","))
    assert counted[0] > counted[1] > 1


def test_the_address_of_the_site_comes_from_the_setting(folder):
    command = ["--trees", str(folder), "probe", "-o", str(folder / "check.ps1")]
    CliRunner().invoke(main, command, env={"WIZARD_PUBLIC_URL": "https://a.example"})
    assert "$site = 'https://a.example'" in written(folder)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--url", "https://a.example/x?y"], "--url is no address of a site"),
        (["--url", "javascript:alert(1)"], "--url is no address of a site"),
        (["--url", "https://a.example'; calc; '"], "--url is no address of a site"),
        (["--locale", "xx"], "there is no language xx"),
        (["--tree", "nothing"], "no tree called nothing"),
        (["--tree", "keys"], "finds nothing for keys"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy_and_nothing_is_written(folder, more, says):
    done = run(folder, *more)
    assert done.exit_code == 2
    assert says in done.stderr
    assert not (folder / "check.ps1").exists()


def test_broken_facts_are_not_made_a_script_of(folder):
    (folder / "_facts.yaml").write_text(FACTS.replace("disk-free", "disc-free"), encoding="utf-8")
    done = run(folder)
    assert done.exit_code == 2
    assert "_facts.yaml:5" in done.stderr and "wizard lint" in done.stderr


def test_a_file_that_cannot_be_written_is_told(folder):
    (folder / "check.ps1").mkdir()
    done = run(folder)
    assert done.exit_code == 2 and "Traceback" not in done.stderr
