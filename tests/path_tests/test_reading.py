"""Files of tests are read as all other files: what is wrong is told in its place, and never hides the rest."""

from pathlib import Path

import pytest

from tests.lint.folders import problems as linted
from tests.path_tests.folders import loaded, results
from wizard.known import Source
from wizard.model.step import Audience
from wizard.path_tests.reading import file_of, read

WHOLE = """\
- name: all there is
  audience: staff
  known: {windows~host: xp, windows~probe: win10, build~verified: 1.10}
  answers: {where: yes, 'b:seen': [smoke, sparks], count: 1603}
  expect: {end: on, texts: {en: one, fa: [two, three]}}
"""


def problems(text: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.rule, one.message) for one in file_of("lamp", text.encode(), "lamp.yaml").problems]


def test_values_stay_as_they_are_spelt():
    (test,) = file_of("lamp", WHOLE.encode(), "lamp.yaml").tests
    assert test.audience is Audience.STAFF
    assert test.told == {
        "windows": {Source.HOST: "xp", Source.PROBE: "win10"},
        "build": {Source.VERIFIED: "1.10"},
    }
    assert test.answers == {"where": "yes", "b:seen": "smoke.sparks", "count": "1603"}
    assert test.expected.end == "on"
    assert test.expected.texts == {"en": ("one",), "fa": ("two", "three")}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", (1, "schema", "the file is empty")),
        ("name: a\n", (1, "schema", "`the file` is a mapping, which does not fit here")),
        ("- name: a\n", (1, "schema", "`expect` is missing")),
        ("- {name: a, expect: {}}\n", (1, "schema", "`expect` does not fit")),
        ("- {name: a, expects: {}, expect: {end: b}}\n", (1, "unknown-key", "`expects` is not known")),
        ('- name: "a\n', (1, "yaml-syntax", 'the quotation mark " that opens here is never closed')),
        (
            "- {name: a, known: {windows: xp}, expect: {end: b}}\n",
            (1, "schema", "`windows` cannot be a name here"),
        ),
        (
            "- {name: a, expect: {end: b}}\n- {name: a, expect: {end: b}}\n",
            (2, "path-test", "“a” stands in line 1 already"),
        ),
    ],
)
def test_what_is_wrong_in_a_file_of_tests_is_told(text, problem):
    assert [(line, rule, message.split("; ")[0]) for line, rule, message in problems(text)] == [problem]


def test_a_broken_test_leaves_the_others(tmp_path):
    tests = (
        "- {name: a, expect: {stp: x}}\n- {name: b, expect: {step: where}}\n- {name: c, expect: {step: x}}\n"
    )
    found = results(tmp_path, tests)
    assert [one.test.name for one in found.results] == ["b", "c"]
    assert [one.rule for one in found.all_problems()] == ["unknown-key", "path-test"]


def test_a_folder_without_tests_has_none(tmp_path):
    assert read(loaded(tmp_path, {}).folder, "trees") == {}


def test_the_linter_tells_what_is_wrong_with_a_file_of_tests_too(tmp_path: Path):
    loaded(tmp_path, {"_tests/lamp.yaml": "- {name: a, expect: {stp: x}}\n"})
    told = [one for one in linted(tmp_path) if "_tests" in one.path]
    assert [(one.rule, one.line, one.message, one.hint) for one in told] == [
        (
            "unknown-key",
            1,
            "`stp` is not known in `expect`",
            "did you mean `step`?",
        )
    ]
