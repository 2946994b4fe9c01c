"""What a drawing shows: frames with their own conditions, ways out by target, problems where they stand."""

import pytest

from tests.graph.drawings import GOOD, SHIPPED, drawn, from_files, loaded
from wizard.conditions import All, Is, beyond, both
from wizard.graph.drawing import Way
from wizard.problem import Place
from wizard.telling import Teller
from wizard.words import WORDS, number, word


def box(drawing, step):
    return next(box for box in drawing.boxes if box.id == step)


def leads(drawing, step):
    return {label: way.to for way in box(drawing, step).exits for label in way.labels}


def test_a_frame_says_its_own_condition_and_a_step_what_it_asks_beyond():
    found = drawn(GOOD, "steps-in-a-group")
    outer, block = found.frames["language",], found.frames["language", "patch"]
    assert outer.condition == ("“What comes instead?”: English letters / I am not sure",)
    assert (block.condition, block.block, block.title) == ((), True, "Shared block: patch (corrective-file)")
    assert box(found, "corrective-file.installed").condition == ()
    assert box(found, "corrective-file.install").condition == (
        "“Is the newest corrective file installed?”: No / I am not sure",
    )
    assert box(found, "corrective-file.install").frames == (("language",), ("language", "patch"))


def test_every_way_out_leads_where_the_tree_says():
    found = drawn(GOOD, "where-it-leads")
    assert leads(found, "disc") == {
        "It is in the drive": "read",
        "Yes, but not here": "next",
        "I have just found it, and the program starts": "solved",
        "I lost it": "no-disc",
        "It is broken": "ticket",
        "My workplace keeps it": "managed",
        "I am not sure": "ticket",
    }
    assert {way.way for way in box(found, "disc").exits} == set(Way) - {Way.TREE}


def test_edges_of_every_tree_are_all_drawn():
    for folder in (GOOD, SHIPPED):
        for name, tree in loaded(folder).library.trees.items():
            found = drawn(folder, name)
            drawings = sorted(
                (one.id, one.id if way.to == "next" else way.to)
                for one in found.boxes
                for way in one.exits
                for _ in way.labels
            )
            edges = []
            for edge in tree.edges():
                at = tree.index[edge.step]
                below = tree.steps[at + 1].id if at + 1 < len(tree.steps) else "ticket"
                edges.append((edge.step, edge.step if edge.to == below else edge.to))
            assert drawings == sorted(edges), name


def test_a_jump_is_told_by_the_title_of_the_other_tree_and_linked():
    found = drawn(GOOD, "jump-to-another-tree", link_base="http://127.0.0.1:8000/")
    jumps = [way for one in found.boxes for way in one.exits if way.way is Way.TREE]
    assert jumps
    for way in jumps:
        other = loaded(GOOD).library.trees[way.to.removeprefix("tree:")]
        assert way.words == f"Goes on in: {other.title.source}"
        assert way.link == f"http://127.0.0.1:8000/en/{other.id}"
    assert found.boxes[0].link == f"http://127.0.0.1:8000/en/jump-to-another-tree?_at={found.boxes[0].id}"


def test_without_a_base_address_nothing_is_linked_elsewhere():
    found = drawn(GOOD, "jump-to-another-tree")
    assert {one.link for one in found.boxes} | {way.link for one in found.boxes for way in one.exits} == {
        None
    }


TOLD = {
    "{where: a}": "“Where?”: Here",
    "{where: [a, b]}": "“Where?”: Here / There",
    "{none: {where: a}}": "not when “Where?”: Here",
    "{none: [{where: a}, {size: {below: 5}}]}": "not when (“Where?”: Here or “How much?”: below 5 GB)",
    "[{where: a}, {where: b, size: {at-least: 2.5}}]": (
        "“Where?”: Here or (“Where?”: There and “How much?”: at least 2.5 GB)"
    ),
    "{size: unsure}": "“How much?”: I am not sure",
    "{version: {above: 10.2}}": "“Which version?”: above 10.2",
}
STEPS = """\
steps:
  where: {ask: Where?, options: {a: Here, b: There, unsure: }}
  size: {ask: How much?, type: number, unit: GB, options: {unsure: }}
  version: {ask: Which version?, type: version, options: {unsure: }}
  look: {tell: Look., when: %s}
"""


@pytest.mark.parametrize("condition", TOLD)
def test_conditions_are_told_in_words(tmp_path, condition):
    found = from_files(tmp_path, {"lamp.yaml": STEPS % condition}, "lamp")
    assert found.boxes[-1].condition == (TOLD[condition],)


def test_conditions_are_told_in_the_language_of_the_drawing():
    found = drawn(SHIPPED, "digits-instead-of-letters", "fa")
    assert box(found, "keys").condition == (
        "«چند حرف در Notepad بنویسید. آنجا هم عدد می‌آید؟»: بله، در همهٔ برنامه‌ها / مطمئن نیستم",
    )
    assert box(found, "keys").word == "پرسش"


def test_problems_stand_at_the_step_that_has_them(tmp_path):
    files = {
        "lamp.yaml": (
            "steps:\n"
            "  first: {tell: Look., goto: {not-solved: nowhere}}\n"
            "  group:\n"
            "    steps:\n"
            "      second: {tell: Look again.}\n"
            "  third: {tell: Look here., when: {frist: solved}}\n"
            "ticket: {text: Write., fields: [unheard-of]}\n"
        )
    }
    found = from_files(tmp_path, files, "lamp")
    told = {one.id: [problem.rule for problem in one.marks] for one in found.boxes}
    assert told["second"] == []
    assert told["first"]
    assert told["third"]
    assert "field-unknown" in [problem.rule for problem in found.marks]
    assert not {"field-unknown"} & {rule for rules in told.values() for rule in rules}


def test_problems_of_a_block_stand_at_its_steps(tmp_path):
    files = {
        "lamp.yaml": "steps:\n  patch: {use: fuse}\n",
        "_shared/fuse.yaml": "steps:\n  look: {fix: Look at the fuse}\n  ask: {ask: Is it dark?, options: {y: Yes}}\n",
    }
    found = from_files(tmp_path, files, "lamp")
    assert {one.id: bool(one.marks) for one in found.boxes} == {"fuse.look": True, "fuse.ask": True}


def test_a_tree_without_steps_is_a_request(tmp_path):
    found = from_files(tmp_path, {"lamp.yaml": "steps: {}\n"}, "lamp")
    assert found.boxes == ()
    assert found.last.way is Way.TICKET


A, B, C = (Is(name, frozenset("x"), Place("", at)) for at, name in enumerate("abc"))


@pytest.mark.parametrize("outer", [None, A, All((A, B))])
@pytest.mark.parametrize("own", [None, C, All((B, C)), All(())])
def test_beyond_takes_back_what_both_put_together(outer, own):
    assert beyond(both(outer, own), outer) == own


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_every_word_of_the_program_is_there_in_every_language(locale):
    assert [key for key in WORDS if word(locale, key) == WORDS[key]] == []


def test_numbers_have_the_digits_of_the_language():
    assert [number(locale, 1420) for locale in ("en", "fa", "ar", "ur")] == ["1420", "۱۴۲۰", "1420", "1420"]


def test_a_missing_tree_of_a_jump_is_told_by_its_id():
    library = loaded(GOOD).library
    assert Teller(library, "en").end(library.trees["where-it-leads"], "tree:nowhere") == "Goes on in: nowhere"
