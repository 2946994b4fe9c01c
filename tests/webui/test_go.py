"""From a product's help key or error message to the right guide."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.webui.conftest import Site

SITE = """\
format: 1
brand: {name: Support}
default_locale: en
locales: {en: source}
go:
  hid_search: "keys?where=program"
  F1-30: keys
  "1603": "setup?who=windows"
  "0x80070005": setup
  lost: not-there
"""
TREES = {
    "keys": "title: Keys\nsteps:\n  where: {ask: Where?, options: {program: Program, everywhere: Everywhere}}\n"
    "  try: {fix: Try it, how: Do it.}\n",
    "setup": "title: Setup\ncodes: [1720]\nsteps:\n  who: {ask: Who?, options: {windows: Windows, driver: Driver}}\n"
    "  try: {fix: Try it, how: Do it.}\n",
}
FACTS = (
    "windows: {about: Windows, values: {win10: Ten, win11: Eleven}}\nbuild: {about: Build, type: version}\n"
)


@pytest.fixture(scope="module")
def site(start, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("go")
    (folder / "_site.yaml").write_text(SITE)
    (folder / "_facts.yaml").write_text("format: 1\n" + FACTS)
    for name, text in TREES.items():
        (folder / f"{name}.yaml").write_text("format: 1\n" + text)
    return start(folder)


def leads(site: Site, context: str, **more) -> str:
    page = site.get(f"/go/{context}", **more)
    assert page.status == 302
    assert site.get(page.headers["Location"]).status == 200
    return page.headers["Location"].partition("&_r=")[0].partition("?_r=")[0]


@pytest.mark.parametrize(
    ("context", "address"),
    [
        ("keys", "/en/keys"),
        ("KEYS", "/en/keys"),
        ("hid_search", "/en/keys?where=program"),
        ("HID_SEARCH", "/en/keys?where=program"),
        ("f1-30", "/en/keys"),
        ("1603", "/en/setup?who=windows"),
        ("۱۶۰۳", "/en/setup?who=windows"),
        ("١٦٠٣", "/en/setup?who=windows"),
        ("err-1603", "/en/setup?who=windows"),
        ("Error%201603", "/en/setup?who=windows"),
        ("0x80070643", "/en/setup?who=windows"),
        ("-2147023293", "/en/setup?who=windows"),
        ("0x80070005", "/en/setup"),
        ("1720", "/en/setup"),
        ("err_1720", "/en/setup"),
    ],
)
def test_an_id_of_a_product_leads_to_its_guide(site: Site, context: str, address: str):
    assert leads(site, context) == address
    kept = site.store.searches(1)[0]
    assert (kept.source, kept.locale, kept.hits) == ("go", "en", 1)


def test_facts_of_the_product_go_along_and_nothing_else(site: Site):
    query = (
        "windows=win11&build=4.12&build~host=9&nothing=x&where=program&_w=stolen-walk-id&_c=some-context-1"
    )
    address = leads(site, f"keys?{query}")
    assert "windows~host=win11" in address and "build~host=" in address
    assert (
        "nothing" not in address and "where=" not in address and "_w" not in address and "_c" not in address
    )
    assert "windows~host" not in leads(site, "keys?windows=win95")


def test_the_way_by_which_it_came_goes_along(site: Site):
    assert "_channel=widget" in site.get("/go/keys?_channel=widget").headers["Location"]
    assert "_channel" not in site.get("/go/keys?_channel=made-up").headers["Location"]


@pytest.mark.parametrize("context", ["hid-unknown-page", "lost", "zebra", "9999"])
def test_an_unknown_id_leads_to_the_search_with_a_friendly_line_and_is_counted(site: Site, context: str):
    before = len(site.store.searches(1_000))
    page = site.get(f"/go/{context}")
    assert page.headers["Location"] == f"/en/?q={context}&_go=1"
    shown = site.follow(page)
    assert shown.status == 200 and "We have noted it" in shown.text and context in shown.text
    kept = site.store.searches(1_000)
    assert len(kept) == before + 1, "counted once"
    assert (kept[0].source, kept[0].query, kept[0].hits) == ("go", context, 0)


@pytest.mark.parametrize("address", ["/go/keys", "/go/zebra", "/en/widget?tree=zebra"])
def test_a_program_that_only_looks_at_the_link_is_not_counted(site: Site, address: str):
    before = len(site.store.searches(1_000))
    assert site.client.head(address).headers["Location"] == site.client.get(address).headers["Location"]
    assert len(site.store.searches(1_000)) == before + 1


@pytest.mark.parametrize(
    "context",
    [
        "x" * 3_000,
        "%00",
        "%ff%fe",
        "%E2%80%8C",
        "..%5C..",
        "%22%20OR%201=1",
        "<script>",
        "reader@example.org",
        "09121234567",
    ],
)
def test_whatever_is_sent_a_page_comes(site: Site, context: str):
    page = site.get(f"/go/{context}")
    assert page.status == 302
    assert site.follow(page).status == 200
    kept = site.store.searches(1)[0].query
    assert "example.org" not in kept and "1234567" not in kept and len(kept) <= 100


def test_the_language_is_the_one_asked_for_else_the_best(shipped: Site):
    def language(address: str, accepted: str = "") -> str:
        headers = {"Accept-Language": accepted}
        return shipped.get(address, headers=headers).headers["Location"].split("/")[1]

    assert language("/go/question-marks?lang=ar") == "ar"
    assert language("/go/question-marks?lang=en_US") == "en"
    assert language("/go/question-marks?lang=xx", "ar,fa;q=0.5") == "ar"
    assert language("/go/question-marks") == "fa"
    assert language(f"/go/{quote('چیزی')}?lang=en") == "en"


def test_every_id_of_the_shipped_site_file_leads_to_a_guide(shipped: Site):
    ids = shipped.app.extensions["wizard"].library.site.go
    assert ids
    for context in ids:
        for locale in ("fa", "ar", "en"):
            page = shipped.get(f"/go/{context}?lang={locale}")
            assert (
                page.headers["Location"].startswith(f"/{locale}/") and "_go=" not in page.headers["Location"]
            )
            assert shipped.get(page.headers["Location"]).status in (200, 302)
