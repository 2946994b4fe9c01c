"""A path test that is right passes; every way in which one can be wrong is told, in its place, with what to write."""

import pytest

from tests.path_tests.folders import loaded, results, told
from wizard.path_tests.reading import read
from wizard.path_tests.running import run

GOOD = """\
- name: from the house to the meter
  audience: staff
  answers: {meter: done, strength: strong, where: house, bulb: not-solved, seen: [sparks, smoke], watts: "۶۰"}
  expect:
    end: ticket
    steps: [meter, seen]
    not: [windows]
    exactly: [where, meter, strength, bulb, seen, watts]
    ticket: {fields: [model], says: {seen: [smoke, sparks], watts: 60}}
    texts: {en: We come.}
- name: customers read no meter, and a weak current needs no bulb
  known: {volts~probe: 110}
  answers: {where: house, seen: unsure}
  expect: {step: watts, steps: [strength], not: [meter, bulb]}
- name: the program told the Windows
  known: {windows~host: xp, windows~verified: win10}
  answers: {where: room}
  expect: {step: bulb, steps: [windows], texts: {en: [Put in a new bulb, Turn the old one out.]}}
- name: the street has a tree of its own
  answers: {where: street, "street:where": high, street:lamp: next, windows: xp}
  expect: {tree: street, end: ticket, steps: [where, "lamp:where", "street:where", lamp]}
- name: what is shown once a step is answered
  answers: {where: room, windows: xp, bulb: not-solved}
  expect: {step: seen, texts: {en: [Keep the old bulb., Smoke, I am not sure], fa: مطمئن نیستم}}
- name: the first page, in Persian
  expect: {step: where, texts: {fa: کجا تاریک است؟, en: Look closely.}}
- name: the shop
  answers: {where: room, windows: unsure, bulb: unable}
  expect: {end: shop, tree: lamp}
- name: solved
  answers: {where: room, windows: unsure, bulb: solved}
  expect: {end: solved, texts: {en: [Let there be light. Buy two.]}}
"""


def test_what_a_test_may_say_is_walked_and_looked_at(tmp_path):
    assert told(tmp_path, GOOD) == []


def test_the_walk_of_a_failure_is_told_as_in_an_address(tmp_path):
    test = "- name: n\n  known: {volts~probe: 110}\n  answers: {seen: unsure, where: house}\n  expect: {end: solved}\n"
    (problem,) = results(tmp_path, test).all_problems()
    assert problem.walk == (("volts~probe", "110"), ("where", "house"), ("seen", "unsure"))
    assert problem.path == "trees/_tests/lamp.yaml"


# What is wrong, in one test: what is answered and expected, and the problem.
WRONG = {
    "another step": (
        "answers: {where: house}\n  expect: {step: bulb}",
        ("3:18", "the walk stands at the step `strength`, not at `bulb`", ""),
    ),
    "a step that is not there": (
        "answers: {where: house}\n  expect: {step: bulp}",
        ("3:18", "the walk stands at the step `strength`, not at `bulp`", "did you mean `bulb`?"),
    ),
    "a step where an end is reached": (
        "answers: {where: house, strength: weak, seen: unsure, watts: unsure}\n  expect: {step: watts}",
        ("3:18", "the walk stands at the end `ticket`, not at `watts`", ""),
    ),
    "another end": (
        "answers: {where: room, windows: xp, bulb: unable}\n  expect: {end: solved}",
        ("3:17", "the walk stands at the end `shop`, not at `solved`", ""),
    ),
    "an end that is not there": (
        "answers: {where: room, windows: xp, bulb: unable}\n  expect: {end: shopp}",
        ("3:17", "the walk stands at the end `shop`, not at `shopp`", "did you mean `shop`?"),
    ),
    "another tree": (
        "answers: {where: street}\n  expect: {tree: lamp, step: where}",
        ("3:18", "the walk stands in the tree `street`, not `lamp`", ""),
    ),
    "an answer too many": (
        "answers: {where: house, windows: xp, watts: unsure}\n  expect: {step: strength}",
        ("2:27", "`windows` is never asked, nor `watts`: the walk stands at the step `strength`", ""),
    ),
    "an answer to a step that is not there": (
        "answers: {were: house}\n  expect: {step: where}",
        (
            "2:13",
            "there is no step `were`, so it is never asked; the walk stands at the step `where`",
            "did you mean `where`?",
        ),
    ),
    "an answer that is not offered": (
        "answers: {where: hous, strength: weak}\n  expect: {step: where}",
        ("2:20", "the step `where` does not offer `hous`", "did you mean `house`?"),
    ),
    "an answer that the program told": (
        "known: {windows~host: xp}\n  answers: {where: room, windows: xp}\n  expect: {step: bulb}",
        (
            "3:26",
            "`windows` is not asked: the program told it",
            "it is known as `xp`; delete the answer",
        ),
    ),
    "an answer that follows from others": (
        "known: {volts~probe: 10}\n  answers: {where: house, strength: strong}\n  expect: {step: seen}",
        (
            "3:27",
            "`strength` is not asked: it follows from the rest",
            "it is known as `weak`; delete the answer",
        ),
    ),
    "a fact that is not there": (
        "known: {window~host: xp}\n  expect: {step: where}",
        ("2:11", "there is no fact `window`", "did you mean `windows`?"),
    ),
    "a value that a fact cannot have": (
        "known: {windows~host: vista}\n  expect: {step: where}",
        ("2:25", "the fact `windows` cannot be `vista`", "its values are: win10, xp"),
    ),
    "a step that is passed over": (
        "answers: {where: house}\n  expect: {steps: [where, windows]}",
        ("3:27", "the walk does not come by `windows`", ""),
    ),
    "a step passed over that is not there": (
        "answers: {where: house}\n  expect: {steps: [window]}",
        ("3:20", "the walk does not come by `window`", "did you mean `windows`?"),
    ),
    "a step that should not come": (
        "answers: {where: house}\n  expect: {not: [windows, strength]}",
        ("3:27", "the walk comes by `strength`", ""),
    ),
    "a step that cannot come": (
        "answers: {where: house}\n  expect: {not: [window]}",
        ("3:18", "there is no step `window`, so no walk comes by it", "did you mean `windows`?"),
    ),
    "another way": (
        "answers: {where: house}\n  expect: {exactly: [where, windows]}",
        ("3:21", "the walk comes by where, strength", ""),
    ),
    "a step too many": (
        "expect: {exactly: []}",
        ("2:21", "the walk comes by where", ""),
    ),
    "a field that is not asked": (
        "expect: {ticket: {fields: [model, room]}}",
        ("2:37", "the request does not ask for the field `room`", "it asks for: model"),
    ),
    "what the request does not tell": (
        "answers: {where: house}\n  expect: {ticket: {says: {strength: weak}}}",
        ("3:38", "the request does not tell of `strength`", "it tells of: where"),
    ),
    "what the request tells otherwise": (
        "answers: {where: house}\n  expect: {ticket: {says: {where: room}}}",
        ("3:35", "the request says `where: house`, not `room`", ""),
    ),
    "words that are not shown": (
        "answers: {where: house}\n  expect: {texts: {en: [How strong, How weak]}}",
        (
            "3:37",
            "the page of the step `strength` does not say “How weak” in en",
            "it says: How strong is it? Weak Strong I am not sure",
        ),
    ),
    "words of another Windows": (
        "answers: {where: room, windows: win10}\n  expect: {texts: {en: Take a bulb of that time.}}",
        (
            "3:24",
            "the page of the step `bulb` does not say “Take a bulb of that time.” in en",
            "it says: Put in a new bulb Turn the old one out. Yes, it is solved No, not yet I could not do this",
        ),
    ),
    "a stale translation": (
        "answers: {where: room, windows: win10}\n  expect: {texts: {fa: لامپ دیگری بگذارید}}",
        (
            "3:24",
            "the page of the step `bulb` does not say “لامپ دیگری بگذارید” in fa",
            "it says: Put in a new bulb Turn the old one out. بله، درست شد نه، هنوز درست نشده نتوانستم این کار را بکنم",
        ),
    ),
    "a language that is not there": (
        "expect: {texts: {ar: x}}",
        ("2:20", "there is no language `ar` here", "known: en, fa"),
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_as_expected_is_told_in_its_place(what, tmp_path):
    body, (place, message, hint) = WRONG[what]
    assert told(tmp_path, f"- name: t\n  {body}\n") == [(place, f"t: {message}", hint)]


def test_all_failures_of_all_tests_are_told_at_once(tmp_path):
    tests = (
        "- {name: a, answers: {where: house}, expect: {step: bulb, not: [where], texts: {en: x}}}\n"
        "- {name: b, expect: {step: where}}\n"
        "- {name: c, answers: {were: x}, expect: {end: solved}}\n"
    )
    found = results(tmp_path, tests)
    assert [len(one.problems) for one in found.results] == [3, 0, 2]
    assert found.failed == 2


def test_a_test_names_a_tree_that_is_there(tmp_path):
    assert told(tmp_path, GOOD, "lmap") == [("1:1", "there is no tree `lmap`", "did you mean lamp.yaml?")]


def test_a_tree_that_is_broken_cannot_be_walked(tmp_path):
    found = loaded(tmp_path, {"lamp.yaml": "steps: 5\n", "_tests/lamp.yaml": GOOD})
    (one,) = run(found, read(tmp_path, "trees"))
    assert [problem.message for problem in one.all_problems()] == ["the tree `lamp` cannot be walked"]
