"""What search engines are told: which pages there are, in which languages, and what to leave alone."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.webui.conftest import SAMPLES, Site

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
LOCALES = ("en", "fa", "ar")


def entries(site: Site, **more) -> dict[str, dict[str, str]]:
    """Address -> language -> address of the alternate."""
    answer = site.client.get("/sitemap.xml", **more)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    urls = ElementTree.fromstring(answer.data).findall(f"{MAP}url")
    return {
        url.findtext(f"{MAP}loc", ""): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall(LINK)
        }
        for url in urls
    }


def test_the_sitemap_lists_every_guide_in_every_language(shipped: Site):
    found = entries(shipped)
    trees = shipped.app.extensions["wizard"].library.customers
    pages = ["", *trees]
    assert set(found) == {f"http://localhost/{locale}/{page}" for locale in LOCALES for page in pages}
    alternates = found["http://localhost/en/question-marks"]
    assert alternates == {
        **{locale: f"http://localhost/{locale}/question-marks" for locale in LOCALES},
        "x-default": "http://localhost/fa/question-marks",
    }


def test_every_page_of_the_sitemap_is_there_says_the_same_and_may_be_kept(shipped: Site):
    for address, alternates in entries(shipped).items():
        page = shipped.get(address.removeprefix("http://localhost"))
        assert page.status == 200 and page.canonical() == address
        told = {link["hreflang"]: link["href"] for link in page.links if link.get("rel") == "alternate"}
        assert told == alternates
        assert "noindex" not in page.html


@pytest.mark.parametrize(
    "address",
    [
        "/fa/?q=1603",
        "/fa/?stage=run",
        "/fa/question-marks?pattern=all",
        "/fa/question-marks?windows~host=win10",
        "/fa/question-marks?nothing=known",
        "/fa/digits-instead-of-letters?where=english&layout=solved",
        "/fa/ticket?_w=sitemap-012345",
        "/fa/nowhere",
    ],
)
def test_other_pages_are_not_kept(shipped: Site, address: str):
    page = shipped.get(address)
    assert "noindex" in page.html
    assert not [link for link in page.links if link.get("rel") == "alternate"]


def test_the_canonical_address_of_a_walk_is_where_it_begins(shipped: Site):
    page = shipped.get("/fa/question-marks?pattern=all&windows~host=win10&_w=sitemap-012345")
    assert page.canonical() == "http://localhost/fa/question-marks"


def test_drafts_are_not_listed(samples: Site):
    assert not [address for address in entries(samples) if "head-in-full" in address]


def test_robots_keep_away_from_what_is_personal_and_know_the_sitemap(shipped: Site):
    lines = shipped.client.get("/robots.txt").get_data(as_text=True).splitlines()
    assert {"Disallow: /*/ticket", "Disallow: /*/request/", "Disallow: /*?"} <= set(lines)
    assert "Allow: /*?_view=article$" in lines
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"


def test_addresses_are_those_of_the_setting_whatever_host_is_asked_for(start):
    site = start(SAMPLES, public_url="https://help.example.org")
    evil = {"headers": {"Host": "evil.example.org"}}
    assert all(address.startswith("https://help.example.org/en/") for address in entries(site, **evil))
    page = site.get("/en/last-words", **evil)
    assert page.canonical() == "https://help.example.org/en/last-words"
    assert "evil" not in page.html
    robots = site.client.get("/robots.txt", **evil).get_data(as_text=True)
    assert "Sitemap: https://help.example.org/sitemap.xml" in robots
