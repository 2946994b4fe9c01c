"""What tests cover is counted, and what they do not is named with its place."""

from tests.path_tests.folders import loaded, results
from wizard.path_tests.coverage import Coverage, coverage

TESTS = """\
- name: the house
  answers: {where: house, strength: strong, bulb: not-solved, seen: [smoke, sparks], watts: 60}
  expect: {end: ticket}
- name: the street
  answers: {where: street}
  expect: {tree: street}
- name: the shop
  known: {windows~host: xp}
  answers: {where: room, bulb: unable}
  expect: {end: shop}
"""


def covered(folder, tests: str) -> Coverage:
    found = results(folder, tests)
    return coverage(loaded(folder, {}).library, "lamp", [(one.test, one.made) for one in found.results])


def names(share) -> list[str]:
    return [part.name for part in share.missing]


def test_steps_options_and_ends_that_no_test_comes_by_are_named(tmp_path):
    found = covered(tmp_path, TESTS)
    assert names(found.steps) == ["meter"]
    assert names(found.options) == [
        "where=unsure", "windows=win10", "windows=unsure", "meter=done", "meter=unable",
        "strength=weak", "strength=unsure", "bulb=solved", "seen=unsure", "watts=unsure",
    ]  # fmt: skip
    assert (found.options.covered, found.options.total) == (10, 20)
    assert names(found.ends) == ["solved"]
    assert {part.name: (part.place.path, part.place.line) for part in found.options.missing} == {
        "where=unsure": ("trees/lamp.yaml", 12),
        "windows=win10": ("trees/lamp.yaml", 13),
        "windows=unsure": ("trees/lamp.yaml", 13),
        "meter=done": ("trees/lamp.yaml", 15),
        "meter=unable": ("trees/lamp.yaml", 15),
        "strength=weak": ("trees/lamp.yaml", 22),
        "strength=unsure": ("trees/lamp.yaml", 24),
        "bulb=solved": ("trees/lamp.yaml", 26),
        "seen=unsure": ("trees/lamp.yaml", 33),
        "watts=unsure": ("trees/lamp.yaml", 34),
    }


def test_texts_are_covered_when_a_page_of_a_walk_shows_them(tmp_path):
    found = covered(tmp_path, TESTS)
    assert "lamp/solved.text" in names(found.texts)
    assert "lamp/meter/do" in names(found.texts)
    assert "lamp/bulb/how.2" not in names(found.texts)
    only_house = covered(tmp_path, TESTS.partition("- name: the street")[0])
    assert "lamp/bulb/how.2" in names(only_house.texts)


def test_languages_are_counted_over_the_texts_that_are_shown(tmp_path):
    found = covered(tmp_path, "- {name: a, expect: {step: where}}\n")
    shown = found.texts.covered
    assert shown == 5  # the question, its hint, its labels but the program's own
    assert found.languages["en"].covered == found.languages["en"].total == shown
    assert found.languages["fa"].covered == 1
    assert "lamp/where/hint" in names(found.languages["fa"])
    assert "lamp/bulb/fix" in names(covered(tmp_path, TESTS).languages["fa"]), "it is stale"


def test_of_nothing_all_is_covered_and_of_all_nothing_is_missing(tmp_path):
    found = covered(tmp_path, "- {name: a, expect: {step: where}}\n")
    assert found.steps.covered == 1
    assert found.options.percent == 0.0
    assert found.languages["en"].percent == 100.0
