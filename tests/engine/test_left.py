"""How many steps are left, at least and at most."""

import pytest

from tests.engine.snippets import at, tree_of

TREE = """
steps:
  where: {ask: Where?, options: {here: Here, there: There, lost: {label: L, goto: ticket}}}
  windows: {fact: windows}
  here: {do: A, when: {where: here}}
  old: {do: B, when: {windows: win7}}
  there: {when: {where: there}, steps: {one: {do: C}, two: {do: D}}}
"""


@pytest.mark.parametrize(
    ("query", "least", "most"),
    [
        ("", 1, 5),
        ("where=here", 2, 3),
        ("where=there", 3, 4),
        ("windows~host=win10", 1, 3),
        ("where=there&windows~host=win10", 2, 2),
        ("where=there&windows=win7", 3, 3),
        ("where=there&windows=win7&one=done", 2, 2),  # an answer ahead is not asked for
        ("where=lost", 0, 0),
        ("where=here&windows=win10&here=done", 0, 0),
    ],
)
def test_steps_ruled_out_by_what_is_known_are_not_counted(query, least, most):
    left = at(tree_of(TREE), query).left
    assert (left.least, left.most) == (least, most)


def test_the_way_out_that_a_goto_takes_is_counted_not_what_it_passes():
    tree = tree_of("""
    steps:
      where: {ask: Where?, options: {far: {label: F, goto: last}, near: Near}}
      a: {do: A}
      b: {do: B}
      last: {do: C}
    """)
    assert (at(tree).left.least, at(tree).left.most) == (2, 4)


def test_a_question_that_detection_will_answer_is_not_counted():
    tree = tree_of("""
    steps:
      first: {do: A}
      room: {ask: How much?, options: {low: {label: L, if: {disk-free: {below: 5}}}, unsure: }}
      make-room: {do: It, when: {room: low}}
    """)
    assert (at(tree).left.least, at(tree).left.most) == (2, 3)
    assert (at(tree, "disk-free~probe=3").left.least, at(tree, "disk-free~probe=3").left.most) == (1, 2)


def test_a_fact_that_a_step_ahead_changes_may_have_to_be_asked():
    tree = tree_of("""
    steps:
      first: {do: A}
      upgrade: {do: B, when: {first: unable}, changes: [windows]}
      windows: {fact: windows}
    """)
    found = at(tree, "windows~host=win7").left
    assert (found.least, found.most) == (1, 3)


def test_a_fact_that_a_condition_names_too_early_cannot_break_the_count():
    tree = tree_of("""
    steps:
      seven: {do: A, when: {windows: win7}}
      windows: {fact: windows}
    """)
    assert at(tree).left.least == 1
    assert at(tree).left.most > at(tree, "windows=win7").left.most == 1
    assert at(tree, "windows=win10").left.most == 0


def test_whether_a_step_ahead_changes_a_told_fact_may_be_open():
    tree = tree_of("""
    steps:
      first: {do: A}
      where: {ask: Where?, options: {here: Here, there: There}}
      upgrade: {do: B, when: {where: there}, changes: [windows]}
      windows: {fact: windows}
    """)
    found = at(tree, "windows~host=win7").left
    assert (found.least, found.most) == (2, 4)


LATE = """
steps:
  first: {do: A}
  where: {ask: Where?, options: {here: Here, there: There}}
  upgrade: {do: B, when: {where: there}, changes: [windows]}
  between: {do: D}
  windows: {fact: windows}
  last: {do: C, when: {windows: win10}}
"""


def test_the_answer_that_waits_at_a_later_step_counts_from_there_on():
    found = at(tree_of(LATE), "windows~host=win7&windows=win10").left
    assert (found.least, found.most) == (3, 5)
    assert at(tree_of(LATE), "windows~host=win7&windows=win10&first=done&where=here").left.most == 2


def test_the_answer_that_waits_at_a_step_that_never_comes_counts_behind_it():
    tree = tree_of(LATE.replace("{fact: windows}", "{fact: windows, when: {overlay: on}}"))
    found = at(tree, "windows=win10").left
    assert (found.least, found.most) == (3, 5)
    assert at(tree, "windows=win10&first=done&where=here").left.most == 2


def test_a_question_that_an_answer_ahead_may_answer_is_perhaps_not_asked():
    tree = tree_of("""
    steps:
      first: {do: A}
      disk-free: {fact: disk-free}
      room: {ask: How much?, options: {low: {label: L, if: {disk-free: {below: 5}}}, unsure: }}
    """)
    assert (at(tree).left.least, at(tree).left.most) == (2, 3)


def test_steps_that_a_perhaps_passed_step_would_jump_over_are_counted():
    tree = tree_of("""
    steps:
      first: {do: A}
      where: {ask: Where?, options: {here: Here, there: There}}
      jump: {tell: Go on, when: {where: here}, goto: last}
      b: {do: B}
      c: {do: C}
      last: {do: D}
    """)
    assert (at(tree).left.least, at(tree).left.most) == (4, 5)
