"""The walk that shows a problem, and the command that walks it: it really leads there."""

import json
import shlex

import pytest
from click.testing import CliRunner

from tests.lint.folders import write
from wizard.cli import main
from wizard.library import load
from wizard.lint.report.walks import shown_walk
from wizard.problem import Level, Problem

FILES = {
    "_facts.yaml": "windows:\n  about: Windows\n  ask: Which?\n  values: {win10: Windows 10, xp: Windows XP}\n",
    "_shared/fuse.yaml": "steps:\n  look:\n    tell: Look.\n  change:\n    fix: Change it\n    check: It is lit.\n",
    "first.yaml": """\
steps:
  where:
    ask: Where?
    options:
      here: Here
      there: {label: There, goto: tree:lamp}
      unsure:
""",
    "lamp.yaml": """\
steps:
  light:
    ask: Is it lit?
    options:
      on: {label: "On"}
      off: {label: "Off"}
      unsure:
  watt:
    ask: What does it say?
    type: text
    pattern: '[0-9]+( W & 5%)?'
    options: {unsure: }
  note:
    do: Note the number
    audience: staff
  windows:
    fact: windows
  fuse: {use: fuse}
""",
}


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "t", FILES)


def shown(folder, path, *walk):
    problem = Problem(f"{folder.as_posix()}/{path}", 1, 1, "some-rule", Level.ERROR, "so", walk=walk)
    return shown_walk(load(folder), problem, f"wizard --trees {folder.as_posix()}")


def stand(walk):
    """Where the command says that the walk stands."""
    words = [word.strip('"') for word in shlex.split(walk.command)[1:]]
    return json.loads(CliRunner().invoke(main, [*words, "--json"], catch_exceptions=False).stdout)


def test_the_command_leads_to_the_step_and_the_places_are_those_of_the_steps(folder):
    walk = shown(folder, "lamp.yaml", ("windows~host", "xp"), ("light", "off"), ("watt", "60 W & 5%"))
    assert stand(walk)["position"]["step"] == "fuse.look"
    assert [given["value"] for given in stand(walk)["trail"]] == ["off", "60 W & 5%", "xp"]
    places = [(stop.place.path.rpartition("/")[2], stop.place.line) for stop in walk.stops]
    assert places[1:] == [("lamp.yaml", 2), ("lamp.yaml", 8)]
    assert places[0][0] == "_facts.yaml"
    assert walk.command.startswith(
        f"wizard --trees {folder.as_posix()} walk lamp --known windows~host=xp --known light=off"
    )


def test_steps_for_staff_are_walked_as_staff(folder):
    walk = shown(folder, "lamp.yaml", ("light", "off"), ("watt", "60"), ("note", "done"))
    assert "--audience staff" in walk.command
    assert stand(walk)["position"]["step"] == "windows"


def test_of_a_problem_in_a_block_a_tree_is_walked_that_uses_it(folder):
    walk = shown(
        folder,
        "_shared/fuse.yaml",
        ("light", "on"),
        ("watt", "60"),
        ("windows", "xp"),
        ("fuse.look", "not-solved"),
    )
    assert stand(walk)["position"]["step"] == "fuse.change"
    assert walk.stops[-1].place.path.endswith("_shared/fuse.yaml")


def test_answers_of_an_earlier_tree_come_along(folder):
    walk = shown(folder, "lamp.yaml", ("first:where", "there"), ("light", "off"))
    assert "--known _via=first" in walk.command
    assert walk.stops[0].place.path.endswith("first.yaml")
    assert stand(walk)["position"]["step"] == "watt"


def test_a_tree_that_cannot_be_walked_has_a_walk_without_a_command(folder):
    write(folder, {"lamp.yaml": "steps: ["})
    walk = shown(folder, "lamp.yaml", ("light", "off"))
    assert (walk.command, str(walk.stops[0])) == ("", "light = off")
