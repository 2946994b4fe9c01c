"""Texts to safe HTML: Markdown, placeholders, isolated runs, nothing dangerous."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.library import Library, load
from wizard.model.site import Slot
from wizard.model.text import Text
from wizard.problem import Place
from wizard.rendering import Renderer, as_one_list, direction
from wizard.translation.catalogs import Entry, Translations

LIBRARY = load(Path(__file__).parent / "trees" / "good").library


def text(source: str, context: str = "one/step/how") -> Text:
    return Text(source, "one", context, Place("one.yaml", 1, 1))


class Tags(HTMLParser):
    """The tags of a piece of HTML with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def renderer(library: Library = LIBRARY) -> Renderer:
    return Renderer(library, lambda locale, tree: f"/{locale}/{tree}")


def inline(source: str, **values: str) -> str:
    return renderer().inline(text(source), "en", values)


def test_code_and_bold_runs_are_isolated_from_the_direction_around_them():
    assert inline(r"Open `C:\Noor`") == r'Open <bdi dir="ltr"><code>C:\Noor</code></bdi>'
    assert inline("Choose **Run**") == "Choose <bdi><strong>Run</strong></bdi>"


def test_a_block_has_paragraphs_and_lists_and_one_line_has_none():
    assert (
        renderer().block(text("One\n\n1. a\n2. b"), "en", {})
        == "<p>One</p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>"
    )
    assert inline("One") == "One"
    assert renderer().block(None, "en", {}) == ""


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,xxxx)",
        "![x](https://evil.example/x.png)",
        "<a href='https://x' hx-get='/y' onclick='z'>x</a>",
        "<div style='position:fixed'>x</div>",
        "[x](https://x 'title\" onmouseover=\"alert(1)')",
    ],
)
def test_nothing_dangerous_comes_through(source: str):
    found = Tags(inline(source))
    assert {tag for tag, _ in found.seen} <= {"a"}
    assert {name for _, attributes in found.seen for name in attributes} <= {"href", "rel", "title"}
    assert all((attributes.get("href") or "https://").startswith("https://") for _, attributes in found.seen)


@given(st.text(max_size=80))
def test_no_text_ever_raises_or_brings_another_tag(source: str):
    tags = {tag for tag, _ in Tags(inline(source)).seen}
    assert tags <= {"a", "bdi", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}


def test_links_to_trees_are_resolved_in_the_language_of_the_page():
    html = renderer().inline(text("See [that](tree:typed-answers)."), "fa", {})
    assert 'href="/fa/typed-answers"' in html
    assert 'rel="noopener noreferrer"' in inline("[x](https://www.example.org/)")


def test_placeholders_are_filled_in():
    assert inline("You have {windows}.", windows="win7") == "You have Windows 7."
    assert inline("You have {windows}.") == "You have …."
    assert 'href="https://www.example.org/downloads"' in inline("Open {site.downloads-url}.")
    assert 'href="https://www.example.org/hadith/setup"' in inline(
        "Open {product.setup-page}.", product="hadith"
    )
    assert "<code>2.1</code>" in inline("Build {build}", build="2.1")


def test_a_typed_value_cannot_break_out_of_its_placeholder():
    html = inline("Build {build}", build="`**x**` [a](https://x)")
    assert "<strong>" not in html and "href" not in html


def test_a_line_whose_slot_is_empty_is_left_out():
    source = "Do this.\nAsk {site.remote-help}.\nRead {product.manual-page}."
    assert renderer().source(text(source), "en", {"product": "hadith"}) == "Do this."
    assert renderer().block(text("Ask {site.remote-help}."), "en", {}) == ""


def test_a_text_without_a_fresh_translation_is_marked_as_being_in_the_source_language():
    entries = {"fa": {"one": {"one/step/how": Entry("Press it", "فشارش دهید", False, 1)}}}
    translated = renderer(replace(LIBRARY, translations=Translations("en", entries)))
    assert translated.inline(text("Press it"), "fa", {}) == "فشارش دهید"
    assert (
        translated.inline(text("Press it twice"), "fa", {})
        == '<span lang="en" dir="ltr">Press it twice</span>'
    )
    assert translated.block(text("Press it twice"), "fa", {}).startswith('<div lang="en" dir="ltr"><p>')


def test_two_texts_of_one_name_are_not_taken_for_each_other():
    one = renderer()
    assert one.inline(text("As it is now"), "en", {}) == "As it is now"
    assert one.inline(text("As it was served last"), "en", {}) == "As it was served last"


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("Choose **Run** & `a<b`", "Choose Run & a<b"),
        ("5 &lt; 6 &amp;lt;", "5 < 6 &lt;"),
        ("[x](https://www.example.org/)", "x"),
        ("<b>x</b>", "<b>x</b>"),
    ],
)
def test_a_plain_text_has_neither_markup_nor_entities(source: str, plain: str):
    assert renderer().plain(text(source), "en", {}) == plain


def test_the_parts_that_apply_become_one_numbered_list():
    step = LIBRARY.customers["block-in-a-tree"].step("setup-log.log")
    assert step is not None
    xp = renderer().how(step, "en", {"windows": "xp"})
    newer = renderer().how(step, "en", {"windows": "win10"})
    assert xp.count("<li>") == newer.count("<li>") == 2
    assert "press" in xp and "Run as administrator" in newer
    assert as_one_list(["1. a\n2. b", "c\nd"]) == "1. a\n2. b\n1. c\n   d"


def test_what_is_for_our_own_people_is_left_out_for_customers():
    (step,) = (one for one in LIBRARY.staff["instructions-in-parts"].steps if one.how)
    alone = {variant.audience for variant in step.how}
    assert alone == {"customer", "staff"}
    assert renderer().how(step, "en", {}, staff=True).count("<li>") > renderer().how(step, "en", {}).count(
        "<li>"
    )


def test_directions():
    assert [direction(locale) for locale in ("fa", "ar", "ur", "fa-AF", "en", "tr", "zh")] == ["rtl"] * 4 + [
        "ltr"
    ] * 3


def test_a_slot_that_is_filled_with_markup_is_safe():
    slots = {
        **LIBRARY.site.slots,
        "phone": Slot("phone", text("<script>x</script>"), "", Place("_site.yaml")),
    }
    odd = replace(LIBRARY, site=replace(LIBRARY.site, slots=slots))
    assert "<script" not in renderer(odd).inline(text("Call {site.phone}"), "en", {})
