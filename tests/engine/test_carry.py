"""What is known is brought to a tree as it is now, and what cannot come along is named."""

from tests.engine.snippets import at, known, library, place, tree_of
from wizard.engine.carry import Dropped, Why, carry_over
from wizard.known import Known

TREE = """
moved: {where-old: where, older: where-old, lost: nowhere, where: elsewhere}
steps:
  where: {ask: Where?, options: {here: Here, there: There}}
  missing: {ask: What?, many: true, options: {a: A, b: B, unsure: }}
  windows: {fact: windows}
  seconds: {ask: How long?, type: number, max: 60}
"""


def dropped(query: str) -> list[tuple[str, str, Why]]:
    return [(gone.step, gone.value, gone.why) for gone in carry_over(tree_of(TREE), known(query))[1]]


def answers(query: str) -> dict[str, str]:
    return dict(carry_over(tree_of(TREE), known(query))[0].answers)


def test_unknown_names_and_values_that_are_not_offered_are_dropped_by_name():
    assert dropped("nothing=x&where=nowhere&windows~host=dos&nothing~probe=y&seconds=61") == [
        ("nothing", "x", Why.UNKNOWN),
        ("seconds", "61", Why.NOT_OFFERED),
        ("where", "nowhere", Why.NOT_OFFERED),
        ("nothing", "y", Why.UNKNOWN),
        ("windows", "dos", Why.NOT_OFFERED),
    ]


def test_values_get_the_form_they_are_kept_in():
    assert answers("missing=b.a&seconds=۱۲") == {"missing": "a.b", "seconds": "12"}


def test_unsure_with_other_options_is_no_answer():
    assert dropped("missing=a.unsure") == [("missing", "a.unsure", Why.NOT_OFFERED)]


def test_the_answer_to_a_renamed_step_follows_it_over_several_renamings():
    assert answers("where-old=here") == {"where": "here"}
    assert answers("older=here") == {"where": "here"}
    assert dropped("lost=here") == [("lost", "here", Why.UNKNOWN)]


def test_an_answer_under_the_name_of_now_goes_before_one_under_an_old_name():
    assert answers("where=here&where-old=there") == {"where": "here"}
    assert answers("where-old=there&where=here") == {"where": "here"}
    assert answers("where-old=there&where=rubbish") == {"where": "there"}


def test_two_different_answers_under_old_names_are_none():
    for query in ("where-old=here&older=there", "older=there&where-old=here"):
        assert answers(query) == {}
        assert dropped(query) == [("older", "there", Why.TWICE), ("where-old", "here", Why.TWICE)]


def test_a_name_in_use_is_not_followed_so_carrying_twice_is_as_good_as_once():
    assert answers("where=here") == {"where": "here"}


def test_a_circle_of_renamings_ends():
    tree = tree_of("moved: {a: b, b: c, c: a}\nsteps: {x: {do: It}}")
    assert carry_over(tree, Known({"a": "done"}))[1] == (Dropped("a", "done", Why.UNKNOWN),)


def test_the_answer_to_a_step_that_says_something_else_now_is_dropped():
    old, new = tree_of(TREE), tree_of(TREE.replace("Where?", "Where exactly?"))
    since = old.fingerprints
    assert carry_over(new, known("where=here"), since)[1] == (Dropped("where", "here", Why.CHANGED),)
    assert carry_over(new, known("where-old=here"), {"where-old": since["where"]})[1] == (
        Dropped("where-old", "here", Why.CHANGED),
    )
    assert carry_over(new, known("missing=a&windows=win7"), since)[1] == ()
    assert carry_over(old, known("where=here"), since)[1] == ()


def test_hints_conditions_and_gotos_change_no_fingerprint_and_labels_do():
    tree = tree_of(TREE)
    same = tree_of(
        TREE.replace("{ask: Where?,", "{ask: Where?, hint: Look, goto: ticket, when: {windows: win7},")
    )
    other = tree_of(TREE.replace("here: Here", "here: Right here"))
    assert same.fingerprints == tree.fingerprints
    assert same.revision != tree.revision
    assert {name for name in tree.fingerprints if tree.fingerprints[name] != other.fingerprints[name]} == {
        "where"
    }


def test_facts_of_other_trees_are_kept_and_answers_to_their_steps_are_not():
    found = library(
        t="steps: {where: {ask: W?, options: {a: A}}}", u="steps: {which: {ask: W?, options: {a: A}}}"
    )
    kept, gone = carry_over(found.staff["t"], known("which=a&windows=unsure&disk-free=3"))
    assert kept.answers == {"windows": "unsure", "disk-free": "3"}
    assert gone == (Dropped("which", "a", Why.UNKNOWN),)


def test_a_step_inserted_by_the_writer_is_simply_asked_next():
    before = "steps: {a: {do: A}, c: {do: C}}"
    after = "steps: {a: {do: A}, b: {do: B}, c: {do: C}}"
    assert place(at(tree_of(before), "a=done&c=done")) == "<ticket>"
    assert place(at(tree_of(after), "a=done&c=done")) == "b"
    assert place(at(tree_of(after), "a=done&c=done&b=done")) == "<ticket>"


def test_the_order_in_which_things_got_known_does_not_matter():
    one = Known({"where": "x", "b": "y", "older": "here", "where-old": "there"})
    other = Known(dict(reversed(list(one.answers.items()))))
    assert carry_over(tree_of(TREE), one) == carry_over(tree_of(TREE), other)
