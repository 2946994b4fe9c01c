"""A walk over several trees."""

from urllib.parse import parse_qsl

from tests.engine.snippets import library, place, trail
from wizard.engine.carry import Why
from wizard.journey import Stand, end_of, stand
from wizard.library import Library
from wizard.names import TICKET
from wizard.query import walk_from

BLOCK = {
    "log": "steps: {made: {ask: Made?, options: {yes: Y, no: N}}, note: {do: It, when: {made: yes}}}",
}
FIRST = """
steps:
  where: {ask: Where?, options: {here: Here, there: {label: T, goto: 'tree:second'}}}
  windows: {fact: windows}
  log: {use: log}
  upgrade: {fix: Upgrade, changes: [windows], goto: {unable: 'tree:second'}}
  again:
    ask: Again?
    options: {third: {label: T, goto: 'tree:third'}, second: {label: S, goto: 'tree:second'}}
"""
SECOND = """
steps:
  windows: {fact: windows}
  which: {ask: Which?, options: {back: {label: B, goto: 'tree:first'}, third: {label: T, goto: 'tree:third'}}}
"""
THIRD = """
steps:
  repair: {fix: Repair, when: {windows: win7}, changes: [windows]}
  windows: {fact: windows}
  log: {use: log}
"""


def trees() -> Library:
    return library(blocks=BLOCK, first=FIRST, second=SECOND, third=THIRD)


def stood(tree: str, query: str) -> Stand:
    return stand(trees().customers, tree, walk_from(parse_qsl(query)))


def test_a_jump_ends_one_tree_and_starts_the_next_with_all_facts():
    found = stood("first", "where=there&windows~host=win10")
    assert found.jumped
    assert (found.tree.id, place(found.position), found.walk.via) == ("second", "which", ("first",))
    assert trail(found.position) == ["windows~host=win10"]


def test_the_other_answers_ride_along_as_earlier_ones():
    found = stood("first", "where=here&windows=win7&log.made=no&upgrade=unable")
    assert dict(found.walk.known.earlier) == {
        ("first", "where"): "here",
        ("first", "log.made"): "no",
        ("first", "upgrade"): "unable",
    }


def test_a_fact_that_the_first_tree_changed_is_asked_in_the_next():
    found = stood("first", "where=here&windows=win7&log.made=no&upgrade=unable")
    assert place(found.position) == "windows"
    told = stood("first", "where=here&windows~probe=win7&log.made=no&upgrade=unable")
    assert place(told.position) == "windows"
    assert told.walk.known.told == {}


def test_what_a_block_asked_is_known_in_the_next_tree_that_uses_it():
    found = stood(
        "first", "where=here&windows=win10&log.made=yes&log.note=done&upgrade=not-solved&again=third"
    )
    assert trail(found.position) == []
    after = stand(trees().customers, "third", found.walk)
    assert place(after.position) == "windows"
    assert after.walk.known.answers == {"log.made": "yes", "log.note": "done"}


def test_what_a_block_asked_is_known_two_trees_on_though_the_tree_between_does_not_use_it():
    query = "which=third&windows=win10&_via=first&first:log.made=no&first:where=there"
    found = stood("second", query)
    assert (found.tree.id, place(found.position)) == ("third", "<ticket>")
    assert trail(found.position) == ["windows=win10", "log.made=no"]


def test_a_fact_answered_before_holds_in_a_tree_that_changes_and_asks_it_until_it_is_changed():
    found = stood("second", "windows=win7&which=third")
    assert (found.tree.id, place(found.position)) == ("third", "repair")
    assert found.walk.known.earlier["second", "windows"] == "win7"
    solved = stand(
        trees().customers,
        "third",
        walk_from([("repair", "not-solved"), ("_via", "second"), ("second:windows", "win7")]),
    )
    assert place(solved.position) == "windows"
    again = [("repair", "not-solved"), ("_via", "second"), ("second:windows", "win7"), ("windows", "win10")]
    assert trail(stand(trees().customers, "third", walk_from(again)).position) == [
        "repair=not-solved",
        "windows=win10",
    ]
    other = stood("second", "windows=win10&which=third")
    assert trail(other.position) == ["windows=win10"]


def test_a_jump_to_a_tree_already_on_the_walk_is_a_ticket():
    found = stood("second", "windows=win7&which=back&_via=first")
    assert (found.tree.id, end_of(found)) == ("second", TICKET)
    assert not found.jumped
    assert stood("second", "windows=win7&which=back").tree.id == "first"


def test_a_jump_to_a_tree_that_is_not_there_is_a_ticket():
    found = library(t="steps: {one: {ask: A?, options: {a: {label: A, goto: 'tree:gone'}}}}")
    assert end_of(stand(found.customers, "t", walk_from([("one", "a")]))) == TICKET


def test_trees_that_lead_to_each_other_end_in_a_ticket():
    step = "steps: {{one: {{tell: Go on, when: {{none: {{windows: win7}}}}, goto: 'tree:{}'}}}}"
    found = library(a=step.format("b"), b=step.format("a"))
    first = stand(found.customers, "a", walk_from([("one", "next")]))
    assert (first.tree.id, place(first.position)) == ("b", "one")
    walk = walk_from([("one", "next"), ("_via", "a")])
    assert end_of(stand(found.customers, "b", walk)) == TICKET


def test_jumps_follow_each_other_without_a_question_between():
    found = library(
        a="steps: {one: {ask: A?, options: {a: {label: A, goto: 'tree:b'}}}}",
        b="steps: {two: {ask: B?, options: {b: {label: B, if: {overlay: on}, goto: 'tree:c'}, x: X}}}",
        c="steps: {three: {do: C}}",
    )
    reached = stand(found.customers, "a", walk_from([("one", "a"), ("overlay~probe", "on")]))
    assert (reached.tree.id, reached.walk.via) == ("c", ("a", "b"))
    assert reached.walk.known.earlier == {("a", "one"): "a", ("b", "two"): "b"}


def test_what_comes_along_without_being_needed_is_no_loss_to_tell_of():
    found = library(
        blocks=BLOCK,
        a="steps: {log: {use: log}, go: {ask: A?, options: {a: {label: A, goto: 'tree:b'}}}}",
        b="steps: {log: {use: log, when: {windows: win7}}, last: {do: It}}",
    )
    walk = walk_from([("log.made", "no"), ("go", "a"), ("gone", "x")])
    reached = stand(found.customers, "a", walk)
    assert (reached.tree.id, place(reached.position)) == ("b", "last")
    assert [(gone.step, gone.why) for gone in reached.dropped] == [("gone", Why.UNKNOWN)]


def test_what_came_along_and_is_passed_over_in_this_tree_is_no_loss_to_tell_of_either():
    between = (
        "steps:\n"
        "  which: {ask: Which?, options: {on: {label: O, goto: 'tree:third'}, past: {label: P, goto: last}, here: H}}\n"
        "  log: {use: log}\n"
        "  last: {ask: Last?, options: {one: O, two: T}}\n"
    )
    found = library(blocks=BLOCK, first=FIRST, between=between, third=THIRD).customers
    came = "first:log.made=no&log.made=no&_via=first"
    jumped = stand(found, "between", walk_from(parse_qsl(f"which=on&{came}")))
    assert (jumped.tree.id, jumped.dropped) == ("third", ())
    passed = stand(found, "between", walk_from(parse_qsl(f"which=past&{came}")))
    assert (place(passed.position), passed.dropped) == ("last", ())
    own = stand(found, "between", walk_from(parse_qsl("which=past&log.made=no")))
    assert [(gone.step, gone.why) for gone in own.dropped] == [("log.made", Why.OFF_PATH)]


def test_earlier_trees_and_answers_that_there_are_not_are_dropped():
    found = stood(
        "second", "_via=first.nowhere.second&first:where=here&first:where2=x&third:repair=solved&nowhere:a=b"
    )
    assert found.walk.via == ("first",)
    assert found.walk.known.earlier == {("first", "where"): "here"}
    assert [gone.step for gone in found.dropped] == ["first:where2", "nowhere:a", "third:repair"]


def test_earlier_answers_stand_in_the_order_they_were_given_whatever_the_order_of_the_query():
    one = "_via=first.second&second:which=third&first:log.made=no&first:where=there"
    other = "first:where=there&second:which=third&first:log.made=no&_via=first.second"
    for query in (one, other):
        assert list(stood("third", query).walk.known.earlier) == [
            ("first", "where"),
            ("first", "log.made"),
            ("second", "which"),
        ]


def test_of_two_earlier_answers_to_a_step_of_a_block_the_later_one_holds():
    found = library(
        blocks=BLOCK,
        a="steps: {log: {use: log}}",
        b="steps: {log: {use: log}, go: {ask: A?, options: {a: {label: A, goto: 'tree:c'}}}}",
        c="steps: {go: {ask: A?, options: {a: {label: A, goto: 'tree:d'}}}}",
        d="steps: {log: {use: log}}",
    )
    for items in (
        [("go", "a"), ("_via", "b.a"), ("a:log.made", "no"), ("b:log.made", "yes")],
        [("b:log.made", "yes"), ("a:log.made", "no"), ("_via", "b.a"), ("go", "a")],
    ):
        reached = stand(found.customers, "c", walk_from(items))
        assert (reached.tree.id, trail(reached.position)) == ("d", ["log.made=no"])


def test_the_step_to_show_again_must_be_one_of_the_tree():
    assert stood("first", "_at=windows").walk.at == "windows"
    assert stood("first", "_at=repair").walk.at is None


def test_answers_given_under_an_older_revision_are_asked_again_where_the_step_changed():
    old, new = (
        trees(),
        library(blocks=BLOCK, first=FIRST.replace("Where?", "Where now?"), second=SECOND, third=THIRD),
    )
    revision = old.customers["first"].revision
    kept = {revision: old.customers["first"].fingerprints}
    walk = walk_from([("where", "here"), ("windows", "win7"), ("_r", revision)])
    found = stand(new.customers, "first", walk, lambda tree, revision: kept.get(revision))
    assert place(found.position) == "where"
    assert [(gone.step, gone.why) for gone in found.dropped] == [("where", Why.CHANGED)]
    assert found.walk.revision == new.customers["first"].revision
    unknown = stand(new.customers, "first", walk, lambda tree, revision: None)
    assert place(unknown.position) == "log.made"
