"""A whole tree on one page: every step, when it is for the reader, and data that search engines understand."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.webui.conftest import Site
from wizard.limits import QUERY_BYTES
from wizard.model.step import Kind

LOCALES = ("en", "fa", "ar")
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data(page) -> dict[str, Any]:
    (found,) = DATA.findall(page.html)
    return json.loads(found)


def article(site: Site, tree: str, locale: str = "en"):
    page = site.get(f"/{locale}/{tree}?_view=article")
    assert page.status == 200, page.text
    return page


def trees_of(site: Site):
    return site.app.extensions["wizard"].library.customers


@pytest.mark.parametrize("locale", LOCALES)
def test_every_tree_can_be_read_whole(shipped: Site, locale: str):
    found = shipped.app.extensions["wizard"]
    for name, tree in trees_of(shipped).items():
        page = article(shipped, name, locale)
        assert page.forms == [] and page.root["lang"] == locale
        assert page.h1 == " ".join(found.renderer.plain(tree.title, locale, {}).split())
        places = []
        for step in tree.steps:
            title = " ".join(found.renderer.plain(step.title, locale, {}).split())
            assert title in page.text, step.id
            places.append(page.text.index(title))
        assert page.canonical() == f"http://localhost/{locale}/{name}?_view=article"
        told = {link["hreflang"] for link in page.links if link.get("rel") == "alternate"}
        assert told == {*LOCALES, "x-default"}
        assert "noindex" not in page.html
        for address in page.hrefs(f"/{locale}/"):
            assert shipped.get(address).status in (200, 302), address


@pytest.mark.parametrize("locale", LOCALES)
def test_search_engines_get_the_steps_in_the_language_of_the_page(shipped: Site, locale: str):
    for name, tree in trees_of(shipped).items():
        page = article(shipped, name, locale)
        about = data(page)
        assert about["@context"] == "https://schema.org" and about["inLanguage"] == locale
        assert about["url"] == page.canonical() and about["name"] == page.h1
        done = [step for step in tree.steps if step.kind in (Kind.FIX, Kind.DO)]
        told = [step for step in tree.steps if step.kind is Kind.TELL]
        assert about["@type"] == ("HowTo" if done else "FAQPage" if told else "WebPage")
        for step in about.get("step", []):
            assert step["@type"] == "HowToStep" and step["name"] and step["text"]
            assert " ".join(step["name"].split()) in page.text


TREE = """\
format: 1
title: "The <window> & its </script> \\"frame\\""
steps:
  where: {ask: Where?, options: {inside: Inside, outside: Outside, here: {label: Here, goto: ticket}}}
  first: {fix: Pull it, when: {where: inside}, how: ["Pull </script> hard.", {when: {where: inside}, do: Push it.}]}
  second: {fix: Push it, when: {first: not-solved}, how: Push it.}
  third: {fix: Turn it, when: {none: {where: outside}}, how: Turn it.}
  fourth: {fix: Call it, when: {any: [{where: outside}, {first: not-solved}]}, how: Call it.}
"""


@pytest.fixture
def own(start, tmp_path):
    (tmp_path / "window.yaml").write_text(TREE)
    (tmp_path / "only-told.yaml").write_text(
        "format: 1\ntitle: Only told\nsteps:\n  say: {tell: It is a window., goto: ticket}\n"
    )
    return start(tmp_path)


def test_conditions_are_said_in_words(own: Site):
    text = article(own, "window").text
    assert "If the answer to “Where?” is: Inside" in text
    assert "If “Pull it” did not help" in text
    assert "Not if the answer to “Where?” is: Outside" in text
    assert "Only in some cases" in text
    assert "Here → a person will look at this" in text


def test_nothing_in_a_tree_ends_the_data_before_its_end(own: Site):
    page = article(own, "window")
    about = data(page)
    assert about["@type"] == "HowTo" and len(about["step"]) == 4
    assert about["name"].startswith("The <window> & its")
    assert page.html.count("<script") == page.html.count("</script>") == 2


def test_what_is_only_told_is_a_question_with_its_answer(own: Site):
    about = data(article(own, "only-told"))
    assert about["@type"] == "FAQPage"
    (question,) = about["mainEntity"]
    assert question["name"] == "Only told" and question["acceptedAnswer"]["text"] == "It is a window."


def test_steps_for_staff_are_not_in_it(samples: Site):
    library = samples.app.extensions["wizard"].library
    for name, tree in library.customers.items():
        page = article(samples, name)
        hidden = {step.id: step for step in library.staff[name].steps} | {
            step.id: None for step in tree.steps
        }
        for step in filter(None, hidden.values()):
            assert step.title.source not in page.text


def test_what_is_known_plays_no_part(own: Site):
    plain = article(own, "window").html
    assert own.get("/en/window?_view=article&where=inside&_w=article-0123456").html == plain
    assert own.get(f"/en/window?_view=article&x={'y' * QUERY_BYTES * 2}").html == plain


def test_the_article_stands_where_a_walk_begins_and_nowhere_else(shipped: Site):
    address = "/fa/question-marks?_view=article"
    assert address in shipped.get("/fa/question-marks").hrefs()
    assert address not in shipped.get("/fa/question-marks?pattern=all").hrefs()
    assert "/fa/question-marks" in article(shipped, "question-marks", "fa").hrefs()


@pytest.mark.parametrize("address", ["/en/nothing?_view=article", "/xx/question-marks?_view=article"])
def test_what_is_not_there_has_no_article(shipped: Site, address: str):
    assert shipped.get(address).status == 404


def test_an_unknown_view_is_the_walk(shipped: Site):
    assert shipped.get("/en/question-marks?_view=other").forms
