"""The way in: the best language, and the list of all trees."""

from __future__ import annotations

import pytest

from tests.webui.conftest import Site


@pytest.mark.parametrize(
    ("wanted", "home"),
    [
        ("fa", "/fa/"),
        ("ar-EG,fa;q=0.5", "/ar/"),
        ("en-GB", "/en/"),
        ("de", "/fa/"),
        ("", "/fa/"),
        ("\x01;;;q=,,*", "/fa/"),
    ],
)
def test_the_root_leads_to_the_best_language(shipped: Site, wanted: str, home: str):
    page = shipped.get("/", headers={"Accept-Language": wanted})
    assert (page.status, page.headers["Location"]) == (302, home)
    assert "Accept-Language" in page.headers["Vary"]


def test_the_home_page_lists_the_trees_by_stage(shipped: Site):
    for locale, direction in (("fa", "rtl"), ("ar", "rtl"), ("en", "ltr")):
        page = shipped.get(f"/{locale}/")
        assert (page.status, page.root["lang"], page.root["dir"]) == (200, locale, direction)
        assert {f"/{locale}/question-marks", f"/{locale}/register-version"} <= set(page.hrefs())
        assert page.headers["Cache-Control"] == "private, no-cache"
        assert "noindex" not in page.html


def test_a_draft_is_neither_listed_nor_there(samples: Site):
    assert not samples.get("/en/").hrefs("/en/head-in-full")
    assert samples.get("/en/head-in-full").status == 404


def test_channels_whose_address_is_known_stand_there(samples: Site, shipped: Site):
    assert {"tel:+982500000000", "mailto:help@example.org"} <= set(samples.get("/en/").hrefs())
    assert not shipped.get("/en/").hrefs("tel:")


@pytest.mark.parametrize("address", ["/fa", "/fa/"])
def test_home_is_found_with_and_without_its_slash(shipped: Site, address: str):
    assert shipped.get(address).status == 200


def test_talk_to_a_person_stands_in_the_same_place_on_every_page(samples: Site):
    request = samples.ticket("/en/ticket").headers["Location"]
    addresses = ("/en/", "/en/last-words", "/en/last-words?louder=solved", "/en/nowhere", request)
    places = set()
    for address in addresses:
        links = [link.get("class", "") for link in samples.get(address).links if link["tag"] == "a"]
        places.add(links.index("person"))
    assert len(places) == 1
