"""The picture of a tree as a browser draws it: letters stay in their boxes, links lead on, dark is dark."""

import pytest

from tests.graph.drawings import SHIPPED, drawn, loaded
from wizard.graph.svg import svg

# Texts that reach out of the box or end they stand in, and texts that touch each other; all by what is painted.
MEASURE = """() => {
  const box = element => element.getBoundingClientRect();
  const out = [];
  const shown = text => text.textContent.slice(0, 60);
  const beside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1;
  const inside = (a, b) => beside(a, b) && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const shapes = [...document.querySelectorAll('path[class^="k-"], rect.frame')].map(box);
  const sheet = document.documentElement.getBoundingClientRect();
  const texts = [...document.querySelectorAll('text:not(.sign)')];
  const places = texts.map(box);
  texts.forEach((text, at) => {
    const heading = text.closest('[role=list]') === null && text.closest('[aria-hidden]') === null;
    if (!inside(places[at], sheet)) out.push('outside the sheet: ' + shown(text));
    if (!heading && !shapes.some(shape => inside(places[at], shape))) out.push('outside its shape: ' + shown(text));
    for (let next = at + 1; next < Math.min(at + 40, texts.length); next++) {
      const a = places[at], b = places[next];
      const over = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const meet = over > 5 && a.left < b.right - 1 && b.left < a.right - 1;
      if (meet) out.push(shown(text) + ' over ' + shown(texts[next]));
    }
  });
  return out;
}"""


@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
def test_every_text_of_every_tree_stands_within_its_shape(visit, tmp_path, locale):
    page = None
    for name in loaded(SHIPPED).library.trees:
        file = tmp_path / f"{name}.svg"
        file.write_text(svg(drawn(SHIPPED, name, locale)), encoding="utf-8")
        page = page or visit(file.as_uri())
        page.goto(file.as_uri())
        assert page.evaluate(MEASURE) == [], name


def test_a_step_is_an_item_that_links_to_its_page(visit, tmp_path):
    file = tmp_path / "tree.svg"
    file.write_text(svg(drawn(SHIPPED, "question-marks", link_base="http://127.0.0.1:9")), encoding="utf-8")
    page = visit(file.as_uri())
    items = page.get_by_role("listitem")
    assert items.count() == len(loaded(SHIPPED).library.trees["question-marks"].steps)
    link = items.first.get_by_role("link").first
    assert link.get_attribute("href") == "http://127.0.0.1:9/en/question-marks?_at=pattern"


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(21, 24, 28)")])
def test_the_ground_follows_the_readers_choice(visit, tmp_path, scheme, colour):
    file = tmp_path / "tree.svg"
    file.write_text(svg(drawn(SHIPPED, "checksum")), encoding="utf-8")
    page = visit(file.as_uri(), color_scheme=scheme)
    ground = "getComputedStyle(document.querySelector('.ground')).fill"
    assert page.evaluate(ground) == colour
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
