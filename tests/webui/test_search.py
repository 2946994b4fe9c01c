"""The search of the home page: what is found, what is not, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest

from tests.store import samples as records
from tests.webui.conftest import Site
from webui.gaps import CHARACTERS, kept_query
from wizard.store import Kind, Revision, StoreBusy

BAD = [
    "",
    " \t\n",
    "x" * 10_000,
    "؟" * 10_000,
    "!!! ... ,,,",
    "\u200c\u200c",
    "\x00\x01\x1b[2J",
    "\u202e\u2066abc\u2069",
    '" * NEAR ( -',
    "'; DROP TABLE search; --",
    "title:x OR 1=1 AND NOT (y)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\U0001f600" * 500,
    "%(num)s {site.phone} {{ 7 * 7 }}",
]


def results(page):
    """The addresses of the cards, in order."""
    return [link["href"] for link in page.links if link.get("class") == "card"]


def found(site: Site, query: str, locale: str = "fa", **more):
    return site.get(f"/{locale}/?q={quote(query)}", **more)


@pytest.mark.parametrize(
    ("locale", "query"),
    [
        ("fa", "علامت سوال به جای حروف"),
        ("fa", "علامت سؤال"),
        ("ar", "علامات استفهام بدل الحروف"),
        ("en", "question marks instead of letters"),
        ("en", "????"),
    ],
)
def test_the_best_guide_comes_first_with_its_words_marked(shipped: Site, locale: str, query: str):
    page = found(shipped, query, locale)
    assert page.status == 200
    assert results(page)[0].partition("?")[0] == f"/{locale}/question-marks"
    assert len(results(page)) <= 10
    assert "<mark>" in page.html
    assert query in page.title
    assert 'role="status"' in page.html and "noindex" in page.html


def test_a_result_leads_to_a_page_and_carries_what_the_query_says(start, tmp_path):
    (tmp_path / "setup.yaml").write_text(
        "format: 1\ntitle: The setup stops\nkeywords: {en: [setup stops]}\nsteps:\n"
        "  who: {ask: Who says so?, options: {driver: {label: The driver, match: [installdriver]}, other: Another}}\n"
    )
    site = start(tmp_path)
    (address,) = results(found(site, "setup stops installdriver", "en"))
    assert "who=driver" in address
    assert site.get(address).status == 200


def test_a_query_in_the_wrong_layout_is_read_and_can_be_searched_as_typed(shipped: Site):
    typed = wrong("علامت سوال")
    page = found(shipped, typed)
    assert results(page)[0].startswith("/fa/question-marks")
    (as_typed,) = page.hrefs("_typed=1")
    assert "علامت" in page.text and typed in page.text
    again = shipped.get(as_typed)
    assert again.hrefs("_typed=1") == []
    assert not any(address.startswith("/fa/question-marks") for address in results(again))


def wrong(text: str) -> str:
    keys = dict(zip("ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو", "qwertyuiop[]asdfghjkl;'zxcvbnm,", strict=True))
    return "".join(keys.get(letter, letter) for letter in text)


def test_no_result_offers_stages_and_a_person_who_gets_the_query(shipped: Site):
    query = "زرافه و ققنوس"
    page = found(shipped, query)
    assert page.status == 200 and results(page) == []
    assert page.hrefs("stage=run")
    (address, *_) = page.hrefs("/fa/ticket?")
    form = shipped.follow(shipped.get(address)).form
    assert form.boxes["description"].strip() == query
    sent = shipped.send(form, {"email": "reader@example.org"})
    assert sent.status == 303
    assert "زرافه و ققنوس" in shipped.follow(sent).text


def test_filters_leave_only_what_fits_and_can_be_taken_away(start, tmp_path):
    (tmp_path / "_site.yaml").write_text(
        "format: 1\nbrand: {name: Support}\ndefault_locale: en\nlocales: {en: source}\n"
        "stages: {run: Starting, use: Using}\nproducts: {a: {name: Program A}, b: {name: Program B}}\n"
    )
    for name, stage, products in (("one", "run", "[a]"), ("two", "use", "[b]"), ("three", "use", "all")):
        (tmp_path / f"{name}.yaml").write_text(
            f"format: 1\ntitle: Window stays black {name}\nstage: {stage}\nproducts: {products}\nsteps:\n"
            "  try: {fix: Try it, how: Do it.}\n"
        )
    site = start(tmp_path)
    assert len(results(site.get("/en/?q=black+window"))) == 3
    assert results(site.get("/en/?q=black+window&stage=run")) == ["/en/one"]
    assert sorted(results(site.get("/en/?q=black+window&product=b"))) == ["/en/three", "/en/two"]
    page = site.get("/en/?q=black+window&stage=run&product=b")
    assert results(page) == [] and "/en/?q=black%20window" in page.hrefs()
    assert sorted(results(site.get("/en/?product=a"))) == ["/en/one", "/en/three"]
    assert results(site.get("/en/?stage=run")) == ["/en/one"]
    assert len(results(site.get("/en/?stage=nothing&product=c"))) == 3
    assert "Starting (1)" in site.get("/en/").text and "Using (2)" in site.get("/en/").text
    assert site.get("/en/?product=b").form.boxes == {"q": ""}


@pytest.mark.parametrize("query", BAD)
def test_whatever_is_searched_for_a_page_comes(shipped: Site, query: str):
    for locale in ("fa", "ar", "en"):
        page = found(shipped, query, locale)
        assert page.status == 200
        assert "<script>alert" not in page.html and "onerror=alert(1)>" not in page.html
        assert "Traceback" not in page.html
        for address in page.hrefs("/ticket"):
            assert shipped.get(address).status == 302


@pytest.mark.parametrize(
    "raw", ["q=%ff%fe%80", "q=%00", "q=%ed%a0%80", "q=%", "q", "q=a&q=b", "stage=%ff&product=%00"]
)
def test_an_address_that_is_no_utf_8_is_answered_too(shipped: Site, raw: str):
    assert shipped.get(f"/fa/?{raw}").status == 200


def test_a_search_that_was_sent_is_kept_and_one_while_typing_is_not(shipped: Site):
    before = len(shipped.store.searches(1_000))
    found(shipped, "زرافه", headers={"HX-Request": "true"})
    found(shipped, "زرافه", headers={"If-None-Match": 'W/"x"'})
    shipped.get("/fa/")
    shipped.get("/fa/?q=%20")
    assert len(shipped.store.searches(1_000)) == before
    found(shipped, "زرافه")
    kept = shipped.store.searches(1_000)
    assert len(kept) == before + 1
    assert (kept[0].source, kept[0].locale, kept[0].query, kept[0].hits) == ("home", "fa", "زرافه", 0)
    found(shipped, "????")
    assert shipped.store.searches(1)[0].hits > 0
    assert shipped.store.purge(Kind.SEARCH, shipped.now + timedelta(days=1)) == before + 2


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("ارور ١٦٠٣", "ارور 1603"),
        ("call me 0912 345 67 89 now", "call me # now"),
        ("+98 (21) 1234-5678", "#"),
        ("۰۹۱۲۳۴۵۶۷۸۹", "#"),
        ("code 12345", "code #"),
        ("serial AB12-CD34-EF56-GH78", "serial #"),
        ("write Reader.Name@Example.org please", "write @ please"),
        ("https://example.org/a?b=c fails", "@ fails"),
        ("10.0.0.17 fails", "@ fails"),
        ("error 0x80070643 in Windows 10", "error 0x80070643 in windows 10"),
        ("num-lock-key", "numlock key"),
        ("x" * 500, "x" * CHARACTERS),
        ("\x00\u202e", ""),
    ],
)
def test_nothing_personal_is_kept_of_a_search(query: str, kept: str):
    assert kept_query(query) == kept


def test_without_the_store_customers_search_on(shipped: Site, monkeypatch):
    def down(*_):
        raise StoreBusy(where="down")

    for name in ("record_search", "used_trees", "changed_at"):
        monkeypatch.setattr(shipped.store, name, down)
    assert results(found(shipped, "????"))
    shipped.now += timedelta(days=365)
    assert results(shipped.get("/fa/"))


def test_the_guides_used_most_stand_first_and_new_ones_are_named(start, tmp_path):
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.yaml").write_text(
            f"format: 1\ntitle: Guide {name}\nsteps:\n  try: {{fix: Try it, how: Do it.}}\n"
        )
    site = start(tmp_path)
    page = site.get("/en/")
    assert "Used most" not in page.text and "New and changed" not in page.text
    for walk, tree in (("a", "two"), ("b", "two"), ("c", "one"), ("d", "gone")):
        site.store.record_event(records.event("try", walk=walk, tree=tree, at=site.now), [])
    later = max(site.store.changed_at().values()) + timedelta(days=2)
    site.store.keep_revisions([Revision("three", "changed", later, later, "{}")])
    assert "Used most" not in site.get("/en/").text, "read again before its time"
    site.now = later + timedelta(days=1)
    for walk in ("e", "f"):
        site.store.record_event(records.event("try", walk=walk, tree="two", at=site.now), [])
    page = site.get("/en/")
    text = page.text
    used, new = text.index("Used most"), text.index("New and changed")
    assert "/en/three" in page.hrefs()
    assert text.index("Guide two", used) < text.index("Guide three", new)
    site.now += timedelta(days=200)
    assert "Used most" not in site.get("/en/").text
