"""Every page that customers can come by is whole, in every language: the walks that take every option, to their ends.

Texts in the wrong language or letters are found in what stands outside code, bold runs and the samples below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.engine.every_option import Passed, every_option, taken, walked_to_the_end, walks
from tests.webui.conftest import Site
from tests.webui.whole_page import WholePage
from wizard.journey import Stand, end_of
from wizard.library import load
from wizard.model.tree import EndKind, Tree
from wizard.query import pairs, query_string
from wizard.rendering import direction

TREES = Path(__file__).resolve().parents[2] / "trees"
LOCALES = ("en", "fa", "ar")
FORM = "every-page-form"

# Messages and names that Windows or a setup shows in English only; they are quoted in every language.
QUOTED = (
    "A fatal error occurred during installation",
    "An invalid or unknown table was specified",
    "Failed to complete installation",
    "Faulting module name",
    "This app can't run on your PC",
    "This is an unknown property",
    "Unable to create InstallDriver instance",
    "code page",
    "cyclic redundancy check",
    "not enough disk space",
    "stopped working",
)
# Letters of the other language that are meant, for the text is about them.
LETTERS = {
    "en": (),
    "fa": ("ي، ك و", "ي و ك به جای ی و ک"),
    "ar": ("ی أو ۀ", "ی و ۀ", "ي و ك بدل ی و ک"),
}


@cache
def trees() -> Mapping[str, Tree]:
    return load(TREES).library.customers


@cache
def all_walks(tree_id: str) -> tuple[list[Passed], ...]:
    """Walks that together take every option, each page by page; the longest come first, so that few are needed."""
    done: set[tuple[str, str]] = set()
    found = []
    for option, known in sorted(walks(trees()[tree_id]).items(), key=lambda item: -len(item[1].answers)):
        if option not in done:
            found.append(walked_to_the_end(trees(), tree_id, known))
            done |= taken(found[-1], tree_id)
    return tuple(found)


def stands(tree_id: str) -> dict[str, Stand]:
    """Where the walks stand on the way, each once, by its address below the language."""
    passed = chain.from_iterable(all_walks(tree_id))
    return {f"{here.tree.id}?{query_string(pairs(here.walk, here.tree))}": here for here, _ in passed}


def requests(tree_id: str) -> list[str]:
    """The request form at each end, after the longest walk that comes there: its address below the language."""
    longest = {}
    for walk in sorted(all_walks(tree_id), key=len):
        last = walk[-1][0]
        known = query_string(pairs(replace(last.walk, id=FORM), last.tree))
        longest[last.tree.id, last.position.end] = f"{last.tree.id}/ticket?{known}"
    return list(longest.values())


def shown(site: Site, locale: str, address: str, wrong: dict[str, str]) -> WholePage:
    """Open a page; into `wrong` goes what is wrong with it, each fault with the first page that has it."""
    answer = site.client.get(f"/{locale}/{address}")
    page = WholePage(answer.get_data(as_text=True))
    if answer.status_code != 200:
        wrong.setdefault(f"status {answer.status_code}", address)
    for fault in chain(around_it(page, locale), page.faults(locale, (*QUOTED, *LETTERS[locale]))):
        wrong.setdefault(fault, address)
    return page


def around_it(page: WholePage, locale: str) -> Iterator[str]:
    """Yield what is wrong with what all pages have in common."""
    if (page.root.get("lang"), page.root.get("dir")) != (locale, direction(locale)):
        yield f"the page says {page.root}"
    if not any(url.startswith(f"/{locale}/") and "/ticket" in url for url in page.person_urls):
        yield "no way to a person"
    if sorted(page.languages) != sorted(LOCALES):
        yield f"the languages {page.languages}"


def astray(page: WholePage, here: Stand) -> Iterator[str]:
    """Yield in what a page is not that of the step or the end where the walk stands."""
    step = here.position.step
    if step is not None:
        if ("_step", step.id) not in page.fields:
            yield f"not the step {step.id}"
        for option in step.options:
            if ("answer", option.id) not in page.fields:
                yield f"the step {step.id} does not offer {option.id}"
        if step.typed and ("answer", "") not in page.fields:
            yield f"the step {step.id} has no box to type in"
    elif here.tree.kind_of(end_of(here) or "") is EndKind.SOLVED:
        if not any(action.endswith("/feedback") for action in page.actions):
            yield "nobody asks whether it helped"
    elif page.actions or sum("/ticket" in url for url in page.hrefs) < 2:
        yield "no way on from the end"


CASES = [
    pytest.param(tree_id, locale, id=f"{tree_id} in {locale}") for tree_id in trees() for locale in LOCALES
]


@pytest.mark.parametrize("tree_id", trees())
def test_the_walks_take_every_option(tree_id: str) -> None:
    came_by = set().union(*(taken(walk, tree_id) for walk in all_walks(tree_id)))
    assert set(every_option(trees()[tree_id])) <= came_by
    assert all(walk[-1][0].position.end for walk in all_walks(tree_id))


@pytest.mark.parametrize(("tree_id", "locale"), CASES)
def test_every_page_on_the_way_is_whole(shipped: Site, tree_id: str, locale: str) -> None:
    wrong: dict[str, str] = {}
    for address, here in stands(tree_id).items():
        page = shown(shipped, locale, address, wrong)
        for fault in astray(page, here):
            wrong.setdefault(fault, address)
    assert wrong == {}


@pytest.mark.parametrize(("tree_id", "locale"), CASES)
def test_the_request_form_of_every_end_is_whole(shipped: Site, tree_id: str, locale: str) -> None:
    wrong: dict[str, str] = {}
    for address in requests(tree_id):
        page = shown(shipped, locale, address, wrong)
        assert {"description", "email", "phone"} <= {name for name, _ in page.fields}
    assert wrong == {}


WHOLE = """<!doctype html><html lang="fa" dir="rtl"><head><title>یک</title></head><body>
<nav class="languages"><a href="/en/" lang="en">English without code</a></nav>
<main><h1 id="one">{}</h1><p>متن <strong>with some words</strong><br>دوم</p></main></body></html>"""


def test_a_whole_page_has_no_faults() -> None:
    assert list(WholePage(WHOLE.format("سلام")).faults("fa")) == []
    assert list(WholePage(WHOLE.format("سلام code page")).faults("fa", ("code page",))) == []


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        ("", "<h1> without words"),
        ("<b></b>", "<h1> without words"),
        ("یک</h1><h1>دو", "2 headings h1"),
        ("یک<span>دو", "<span> of line"),
        ("یک</span>", "</span> closes nothing"),
        ("یک<span/>", "<span/> is never closed"),
        ("یک<p>دو<div>سه</div></p>", "<div> inside a paragraph"),
        ('یک<span id="one">دو</span>', "2 elements have the id one"),
        ('یک<span aria-describedby="two">دو</span>', "no element has the id two"),
        ('یک<input type="radio" name="answer" id="two">', "the choice two has no label"),
        ('<label><input type="radio"> </label>', "<label> without words"),
        ("<button></button>یک", "<button> without words"),
        ('یک<img src="/media/x.svg">', "a picture without words"),
        ('<span lang="en">One</span>', "<span> in another language (en)"),
        ("یک {windows} دو", "a placeholder: یک [{windows}] دو"),
        ('یک<span title="{site.phone}">دو</span>', "a placeholder: [{site.phone}]"),
        ("یک **دو** سه", "Markdown: یک [**]دو** سه"),
        ("یک `دو` سه", "Markdown: یک [`]دو` سه"),
        ("[یک](tree:two)", "Markdown: [یک[](]tree:two)"),
        ("یک not translated", "English: یک [not translated]"),
        ("كتاب", "a letter of another language: [ك]تاب"),
    ],
)
def test_a_fault_of_a_page_is_found(heading: str, fault: str) -> None:
    found = list(WholePage(WHOLE.format(heading)).faults("fa"))
    assert any(fault in one for one in found), found


def test_persian_letters_are_faults_of_an_arabic_page() -> None:
    assert list(WholePage("<h1>کتاب</h1>").faults("ar")) == ["a letter of another language: [ک]تاب"]
    assert list(WholePage("<h1>کتاب</h1>").faults("fa")) == []
