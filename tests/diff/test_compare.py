"""What a change means for customers, told in prose."""

import pytest

from tests.diff.states import LAMP, SITE, changes, lamp, told
from wizard.diff.change import FIRST, Topic
from wizard.model.step import Audience

ALL_BUT_TRANSLATIONS = tuple(set(Topic) - {Topic.TRANSLATION})
PO = 'msgid ""\nmsgstr ""\n\nmsgctxt "lamp/bulb/fix"\nmsgid "{}"\nmsgstr "{}"\n'


def test_the_same_folder_differs_in_nothing(tmp_path):
    assert changes(tmp_path, LAMP, LAMP) == ()


def test_comments_order_of_keys_and_owner_are_no_difference(tmp_path):
    new = "# a comment\nowner: somebody\nreview_by: 2098-01-01\n" + lamp(
        (
            "    warning: It is hot.\n    check: It shines.\n",
            "    check: It shines.\n    warning: It is hot.\n",
        )
    )
    assert changes(tmp_path, LAMP, new) == ()


def test_an_answer_that_leads_elsewhere_is_told_with_the_shortest_walk(tmp_path):
    new = lamp(("{flickers: It flickers}", "{flickers: {label: It flickers, goto: electrician}}"))
    (change,) = changes(tmp_path, LAMP, new)[1:]
    reached = changes(tmp_path, LAMP, new)[0]
    assert reached.told == "A walk can reach the end “Passed on: electrician” now; none could."
    assert (
        change.told == "“Change the bulb” (bulb): “It flickers” led to “Ask the shop.” (shop)"
        " and now leads to the end “Passed on: electrician”."
    )
    assert change.walk == (("where", "wall"), ("bulb", "flickers"))


def test_a_condition_that_keeps_customers_away_is_told_as_where_their_answers_lead(tmp_path):
    found = changes(
        tmp_path, LAMP, lamp(("    when: {where: [desk, unsure]}\n", "    when: {where: desk}\n"))
    )
    assert told(found) == [
        "“Which lamp is it?” (where): “I am not sure” led to “Plug it in” (plug) and now leads to"
        " “Change the bulb” (bulb).",
        "“Plug it in” (plug) comes in other cases now.",
    ]
    assert found[1].details == (
        "was: “Which lamp is it?”: On the desk / I am not sure",
        "now: “Which lamp is it?”: On the desk",
    )


def test_an_end_and_a_step_that_nobody_reaches_any_more_are_told(tmp_path):
    old = lamp(("wall: On the wall", "wall: {label: On the wall, goto: electrician}"))
    new = lamp(("wall: On the wall", "wall: {label: On the wall, goto: ticket}")).replace(
        "[desk, unsure]", "[]"
    )
    found = changes(tmp_path, old, new.replace("    when: {where: []}\n", "    when: {bulb: solved}\n"))
    lines = told(found, Topic.WAY)
    assert "No walk reaches the end “Passed on: electrician” any more." in lines
    assert "No walk reaches “Plug it in” (plug) any more." in lines
    lost = next(change for change in found if "electrician" in change.told and "No walk" in change.told)
    assert lost.walk == (("where", "wall"),)


def test_a_step_put_in_between_turns_no_answer(tmp_path):
    new = lamp(("  bulb:\n", "  switch: {fix: Press the switch, check: Well?}\n  bulb:\n"))
    found = changes(tmp_path, LAMP, new)
    assert told(found, *ALL_BUT_TRANSLATIONS) == [
        "“Press the switch” (switch), a fix, is new, after “Plug it in” (plug)."
    ]


def test_a_step_taken_out_turns_no_answer(tmp_path):
    found = changes(tmp_path, LAMP, LAMP.replace(LAMP[LAMP.index("  bulb:") : LAMP.index("  shop:")], ""))
    assert told(found) == ["“Change the bulb” (bulb), a fix, is gone."]


def test_a_renamed_step_keeps_its_answers_when_the_tree_says_so(tmp_path):
    found = changes(tmp_path, LAMP, lamp(("  bulb:\n", "  light:\n")) + "moved: {bulb: light}\n")
    assert told(found) == ["“Change the bulb” (light) was called bulb; answers to it are kept."]


def test_a_renamed_step_without_a_word_is_told_with_what_to_write(tmp_path):
    found = changes(tmp_path, LAMP, lamp(("  bulb:\n", "  light:\n")))
    gone = next(change for change in found if change.told.endswith("is gone."))
    assert gone.details == ("If it is light now, write `moved: {bulb: light}`.",)


def test_answers_to_another_question_are_told_to_be_asked_again(tmp_path):
    found = changes(tmp_path, LAMP, lamp(("Which lamp is it?", "Which light is it?")))
    assert told(found, Topic.AGAIN) == [
        "Customers in the middle of a walk who have answered “Which light is it?” (where) are asked again."
    ]
    (text,) = [change for change in found if change.topic is Topic.TEXT]
    assert text.told == "“Which light is it?” (where): its heading reads differently."
    assert text.details == ("en, was: Which lamp is it?", "en, now: Which light is it?")


def test_options_that_come_and_go_are_told_with_where_they_lead(tmp_path):
    new = lamp(("wall: On the wall", "ceiling: {label: On the ceiling, goto: electrician}"))
    assert told(changes(tmp_path, LAMP, new), Topic.OPTION) == [
        "“Which lamp is it?” (where) no longer offers “On the wall”, which led to “Plug it in” (plug).",
        "“Which lamp is it?” (where) offers “On the ceiling” now, which leads to the end “Passed on: electrician”.",
    ]


def test_answers_in_another_order_are_told(tmp_path):
    new = lamp(
        (
            "{desk: On the desk, wall: On the wall, unsure: }",
            "{wall: On the wall, desk: On the desk, unsure: }",
        )
    )
    found = changes(tmp_path, LAMP, new)
    assert told(found, Topic.OPTION) == [
        "“Which lamp is it?” (where): the answers stand in another order now."
    ]


HOT = "    warning: It is hot.\n"
RISKY = {
    "risk": ((HOT, HOT + "    risk: data\n"), "its risk was none and is the customer's data."),
    "warning lost": ((HOT, ""), "has lost a warning."),
    "warning": (("It is hot.", "It may be hot."), "the warning reads differently."),
    "undo": (("Put the old one back.", "Put it back."), "how to undo it reads differently."),
    "undo lost": (("    undo: Put the old one back.\n", ""), "has lost words on how to undo it."),
    "restart": ((HOT, HOT + "    restart: true\n"), "asks for a restart now."),
}


@pytest.mark.parametrize("name", RISKY)
def test_what_may_do_harm_comes_first(tmp_path, name):
    replaced, words = RISKY[name]
    new = lamp(replaced).replace("Which lamp is it?", "Which light is it?")
    found = changes(tmp_path, LAMP, new)
    assert found[0].topic is Topic.RISK
    assert (
        found[0].told == f"“Change the bulb” (bulb){'' if words.startswith(('has', 'asks')) else ':'} {words}"
    )
    assert not any(change.topic in FIRST for change in found[1:])


def test_lines_of_what_to_do_that_changed_are_told_alone(tmp_path):
    new = lamp(
        ("[Find the plug., Push it in.]", "[Look behind the lamp., Find the plug., Push it firmly in.]")
    )
    change, _ = changes(tmp_path, LAMP, new)
    assert change.told == "“Plug it in” (plug): what to do reads differently."
    assert change.details == (
        "en, now: Look behind the lamp.",
        "en, was: Push it in.",
        "en, now: Push it firmly in.",
    )


def test_a_translation_that_is_stale_now_is_told_by_language(tmp_path):
    old = {"lamp.yaml": LAMP, "_locale/fa/lamp.po": PO.format("Change the bulb", "لامپ را عوض کنید")}
    new = {**old, "lamp.yaml": lamp(("Change the bulb", "Replace the bulb"))}
    (stale,) = [change for change in changes(tmp_path, old, new) if change.topic is Topic.TRANSLATION]
    assert stale.told == "fa: one translation is stale now; customers read them in en."
    assert stale.details == ("lamp/bulb/fix",)
    assert stale.tree == "lamp"


def test_a_text_without_a_translation_is_told_only_when_it_is_new(tmp_path):
    new = lamp(("Ask the shop., goto", "Ask the shop., hint: Soon., goto"))
    (missing,) = [change for change in changes(tmp_path, LAMP, new) if change.topic is Topic.TRANSLATION]
    assert (missing.told, missing.details) == (
        "fa: one translation is missing now; customers read them in en.",
        ("lamp/shop/hint",),
    )


def test_a_changed_translation_is_told_in_its_language(tmp_path):
    old = {"lamp.yaml": LAMP, "_locale/fa/lamp.po": PO.format("Change the bulb", "لامپ را عوض کن")}
    new = {**old, "_locale/fa/lamp.po": PO.format("Change the bulb", "لامپ را عوض کنید")}
    (change,) = changes(tmp_path, old, new)
    assert change.details == ("fa, was: لامپ را عوض کن", "fa, now: لامپ را عوض کنید")
    (named,) = changes(tmp_path, old, new, locale="fa")
    assert named.told.startswith("«لامپ را عوض کنید» (bulb):")


def test_trees_that_come_and_go_are_told(tmp_path):
    found = changes(tmp_path, {"lamp.yaml": LAMP}, {"light.yaml": "draft: true\n" + LAMP})
    assert told(found, Topic.TREE) == [
        "The tree lamp is gone: “The lamp is dark”.",
        "The tree light is new: “The lamp is dark”. It is a draft: customers do not see it yet.",
    ]


def test_a_tree_that_has_errors_now_is_told_first(tmp_path):
    found = changes(tmp_path, LAMP, lamp(("    fix: Plug it in\n", "")))
    assert [(change.topic, change.tree) for change in found] == [(Topic.BROKEN, "lamp")]


def test_the_head_of_a_tree_is_told(tmp_path):
    new = "stage: buy\nkeywords: {en: [bulb]}\ncodes: ['E1']\ndraft: true\n" + lamp(
        ("fields: []", "fields: [colour]")
    )
    fields = {"_fields.yaml": "colour: {label: Which colour?, type: text}\n"}
    found = changes(tmp_path, {"lamp.yaml": LAMP, **fields}, {"lamp.yaml": new, **fields})
    assert told(found) == [
        "The tree is a draft now: customers see it no more.",
        "The tree stands under buy now, use before.",
        "The tree is found by other error codes.",
        "The tree is found by other keywords.",
        "The request asks for colour too.",
    ]


FACTS = "windows:\n  ask: Which Windows?\n  values: {{win10: Windows 10, {}}}\n"
ASKING = "steps:\n  windows: {fact: windows}\n  look: {tell: Look.}\n"


def test_a_fact_that_changed_is_told_with_the_trees_that_it_touches(tmp_path):
    old = {"lamp.yaml": LAMP, "pc.yaml": ASKING, "_facts.yaml": FACTS.format("win7: Windows 7")}
    new = {**old, "_facts.yaml": FACTS.format("win11: Windows 11")}
    found = [change for change in changes(tmp_path, old, new) if change.topic is Topic.FACT]
    assert [(change.told, change.details) for change in found] == [
        ("The fact windows no longer has the value “Windows 7” (win7).", ("used in: pc",)),
        ("The fact windows has the value “Windows 11” (win11) now.", ("used in: pc",)),
    ]


STAFF = lamp(("  shop:", "  measure: {do: Measure it, audience: staff}\n  shop:"))


def test_steps_for_staff_are_told_to_staff_alone(tmp_path):
    assert changes(tmp_path / "a", LAMP, STAFF) == ()
    found = changes(tmp_path / "b", LAMP, STAFF, audience=Audience.STAFF)
    (new,) = told(found, Topic.STEP)
    assert new == "“Measure it” (measure), a task for staff, is new, after “Change the bulb” (bulb)."


def test_a_slot_that_is_filled_brings_its_step(tmp_path):
    tree = lamp(("Ask the shop.", "'{site.shop}'"))
    empty = {"lamp.yaml": tree, "_site.yaml": SITE}
    old, new = empty, {**empty, "_site.yaml": SITE.replace('value: ""', "value: Here")}
    assert "“Here” (shop), a piece of information, is new, after “Change the bulb” (bulb)." in told(
        changes(tmp_path, old, new)
    )


def test_walks_that_stand_on_a_changed_or_removed_step_are_told_first(tmp_path):
    live = {
        ("lamp", "bulb"): 3,
        ("lamp", "plug"): 1,
        ("lamp", "where"): 9,
        ("lamp", "ticket"): 9,
        ("other", "x"): 9,
        ("gone", "tree:lamp"): 9,
    }
    new = lamp(("    fix: Change the bulb", "    fix: Replace the bulb"))
    new = new.replace(new[new.index("  plug:") : new.index("  bulb:")], "")
    found = changes(tmp_path, LAMP, new, live)
    assert told(found, Topic.LIVE) == [
        "One walk stands at the step plug, by the answers of the last day: the step is gone.",
        "3 walks stand at the step bulb, by the answers of the last day: the question is another now.",
    ]
    assert found[0].topic is Topic.LIVE


def test_walks_in_a_tree_that_is_gone_are_told(tmp_path):
    live = {("a", "tree:lamp"): 2, ("lamp", "bulb"): 1}
    found = changes(tmp_path, {"lamp.yaml": LAMP, "a.yaml": LAMP}, {"a.yaml": LAMP}, live)
    assert told(found, Topic.LIVE) == [
        "2 walks stand at its beginning, by the answers of the last day: the tree is gone.",
        "One walk stands at the step bulb, by the answers of the last day: the tree is gone.",
    ]


def test_a_step_that_stands_elsewhere_is_told_once(tmp_path):
    shop = "  shop: {tell: Ask the shop., goto: ticket}\n"
    tree = LAMP.replace(", goto: ticket}", "}")
    shop = shop.replace(", goto: ticket}", "}")
    moved = tree.replace(shop, "").replace("  plug:\n", shop + "  plug:\n")
    assert told(changes(tmp_path, tree, moved), Topic.STEP) == [
        "“Ask the shop.” (shop) stands after “Which lamp is it?” (where) now."
    ]


def test_a_typed_answer_with_other_bounds_is_told(tmp_path):
    tree = "steps:\n  size: {ask: How big?, type: number, min: 1, max: %s}\n  big: {tell: Big.}\n"
    found = changes(tmp_path, tree % 9, tree % 8)
    assert told(found, Topic.OPTION) == [
        "“How big?” (size) takes other typed answers: a number from 1 to 9 before, a number from 1 to 8 now."
    ]
