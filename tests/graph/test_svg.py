"""The picture: well-formed, told whole to those who do not see it, nothing on top of another, no way in for harm."""

import re
from xml.etree import ElementTree

import pytest

from tests.graph.drawings import GOOD, HOSTILE, SHIPPED, all_drawn, drawn, from_files
from wizard.graph.drawing import Way
from wizard.graph.layout import SIZE, SMALL, picture
from wizard.graph.lettering import width
from wizard.graph.outline import rows
from wizard.graph.placed import Rect
from wizard.graph.svg import STYLE, svg

NAMES = {"svg": "http://www.w3.org/2000/svg"}
DRAWN = all_drawn()
each_drawing = pytest.mark.parametrize("name", DRAWN)
ALLOWED = {"svg", "title", "desc", "style", "rect", "path", "text", "g", "a"}


def parsed(drawing):
    return ElementTree.fromstring(svg(drawing))


def tag(element):
    return element.tag.rpartition("}")[2]


@each_drawing
def test_a_picture_is_well_formed_and_holds_only_shapes_texts_and_links(name):
    root = parsed(DRAWN[name])
    assert {tag(element) for element in root.iter()} <= ALLOWED
    assert root.find("svg:title", NAMES).text == DRAWN[name].title
    assert root.get("aria-labelledby").split() == [
        root.find("svg:title", NAMES).get("id"),
        root.find("svg:desc", NAMES).get("id"),
    ]


@each_drawing
def test_each_step_is_an_item_that_tells_its_condition_and_answers(name):
    items = parsed(DRAWN[name]).findall(".//svg:g[@role='list']/svg:g[@role='listitem']", NAMES)
    assert len(items) == len(DRAWN[name].boxes)
    for item, row in zip(items, rows(DRAWN[name]), strict=True):
        told = item.find("svg:title", NAMES).text
        assert row.title in told
        assert all(part in told for part in row.condition)
        assert all(f"{labels}: {target}" in told for labels, target in row.answers)


@each_drawing
def test_links_within_a_picture_lead_to_a_step_of_it(name):
    root = parsed(DRAWN[name])
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [element.get("href") for element in root.iter() if element.get("href")]
    assert {link.removeprefix("#") for link in links} <= set(ids)


def meets(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


def of_text(line) -> Rect:
    size = SMALL if line.style in ("small", "frame") else SIZE
    wide = width(line.words, size, bold=line.style in ("title", "frame"))
    return Rect(line.x - wide if line.end else line.x, line.y - size * 0.8, wide, size)


@each_drawing
def test_nothing_stands_on_top_of_another(name):
    found = picture(DRAWN[name])
    boxes = [placed.rect for placed in found.boxes]
    chips = [row.chip for placed in found.boxes for row in placed.rows if row.chip]
    chips += [found.last] if found.last else []
    solid = sorted(boxes + [chip.rect for chip in chips], key=lambda rect: rect.y)
    for at, rect in enumerate(solid):
        assert not any(meets(rect, other) for other in solid[at + 1 : at + 12])
    whole = Rect(0, 0, found.width, found.height)
    assert all(holds(whole, rect) for rect in solid + [frame.rect for frame in found.frames])
    for chip in chips:
        assert all(holds(chip.rect, of_text(line)) for line in chip.lines)
    for placed in found.boxes:
        lines = [
            of_text(line) for line in (*placed.lines, *(line for row in placed.rows for line in row.lines))
        ]
        assert all(holds(placed.rect, line) for line in lines)
        assert not any(meets(one, other) for at, one in enumerate(lines) for other in lines[at + 1 :])


@each_drawing
def test_frames_hold_their_boxes_and_no_others(name):
    drawing, found = DRAWN[name], picture(DRAWN[name])
    by_path = {id(drawing.frames[path]): path for path in drawing.frames}
    for frame in found.frames:
        path = by_path[id(frame.frame)]
        inside = {placed.box.id for placed in found.boxes if holds(frame.rect, placed.rect)}
        assert inside == {box.id for box in drawing.boxes if path in box.frames}
        assert not any(
            meets(frame.rect, placed.rect) for placed in found.boxes if path not in placed.box.frames
        )


@each_drawing
def test_lanes_lead_from_every_answer_to_its_step_and_never_share_a_stretch(name):
    drawing, found = DRAWN[name], picture(DRAWN[name])
    told = sorted(way.to for box in drawing.boxes for way in box.exits if way.way is Way.STEP)
    assert sorted(lane.target for lane in found.lanes for _ in lane.starts) == told
    boxes = {placed.box.id: placed for placed in found.boxes}
    spans = []
    for lane in found.lanes:
        assert lane.entry == (boxes[lane.target].rect.right, boxes[lane.target].entry)
        assert not any(
            row.chip and row.chip.rect.right >= lane.x for placed in found.boxes for row in placed.rows
        )
        spans.append((lane.x, min(y for _, y in lane.starts), lane.entry[1]))
    for at, (x, top, bottom) in enumerate(spans):
        assert not any(x == other[0] and top <= other[2] and other[1] <= bottom for other in spans[at + 1 :])


def test_a_spine_is_dashed_where_only_those_come_by_who_pass_over():
    found = picture(drawn(SHIPPED, "question-marks"))
    web = next(placed for placed in found.boxes if placed.box.id == "web")
    (below,) = (spine for spine in found.spines if spine.top == web.rect.bottom)
    assert below.dashed
    first = found.boxes[0]
    assert [spine.dashed for spine in found.spines if spine.top == first.rect.bottom] == [False]


def test_texts_that_mean_harm_stay_texts(tmp_path):
    drawing = from_files(tmp_path, HOSTILE, "hostile")
    root = parsed(drawing)
    assert {tag(element) for element in root.iter()} <= ALLOWED
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.lower().startswith("on")]
    assert "<script>" in "".join(root.itertext())
    assert not re.search(
        r"[\u202a-\u202e]", "".join(text.text or "" for text in root.iter(f"{{{NAMES['svg']}}}text"))
    )


def test_letters_that_xml_cannot_hold_are_replaced(tmp_path):
    drawing = from_files(tmp_path, {"lamp.yaml": 'steps:\n  look: {tell: "a\\fb\\u0001c"}\n'}, "lamp")
    assert ElementTree.fromstring(svg(drawing)) is not None


def test_addresses_are_escaped():
    drawing = drawn(GOOD, "jump-to-another-tree", link_base="http://127.0.0.1/a'b\"c<d>&e")
    links = [element.get("href") for element in parsed(drawing).iter() if element.get("href")]
    assert links
    assert all(link.startswith(("http://127.0.0.1/a'b\"c<d>&e/en/", "#")) for link in links)


def test_a_picture_in_a_language_from_right_to_left_is_mirrored():
    one, other = (parsed(drawn(SHIPPED, "question-marks", locale)) for locale in ("en", "fa"))
    assert (one.get("direction"), other.get("direction")) == ("ltr", "rtl")
    found = picture(drawn(SHIPPED, "question-marks", "fa"))
    heading = other.find(".//svg:text", NAMES)
    assert float(heading.get("x")) == pytest.approx(found.width - found.heading[0].x)
    assert heading.get("text-anchor") is None


def test_problems_are_marked_with_rule_and_message(tmp_path):
    files = {"lamp.yaml": "steps:\n  first: {tell: Look., goto: {not-solved: nowhere}}\n"}
    drawing = from_files(tmp_path, files, "lamp")
    (problem, *_) = drawing.boxes[0].marks
    titles = [title.text for title in parsed(drawing).iter(f"{{{NAMES['svg']}}}title")]
    assert any(f"{problem.rule}: {problem.message}" in title for title in titles)


def test_dark_colours_are_for_screens_alone_and_nothing_is_fetched():
    assert STYLE.startswith("@media screen and (prefers-color-scheme: dark){")
    assert "url(" not in STYLE
    assert "@import" not in STYLE
