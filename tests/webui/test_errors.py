"""Whatever is sent: a clear page in the right language, the right status, and nothing of the inside."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.webui.conftest import HTMX, Site
from tests.webui.pages import Page
from webui.pages import Pages
from webui.present.error import TEXTS
from webui.texts import words
from wizard.limits import BODY_BYTES, FORM_FIELDS
from wizard.store import StoreBusy

TREE = "digits-instead-of-letters"
INSIDE = ("Traceback", "werkzeug", "sqlalchemy", "jinja2", ".py", "wizard.db")


def clear(page: Page, status: int, locale: str) -> None:
    """A page of that status in that language, that shows nothing of the inside."""
    assert page.status == status, page.text
    assert page.root == {"lang": locale, "dir": "ltr" if locale == "en" else "rtl"}
    assert page.h1 and page.hrefs("/ticket")
    assert not any(word in page.html for word in INSIDE)


@pytest.mark.parametrize("locale", ["en", "fa", "ar"])
@pytest.mark.parametrize(
    "path",
    [
        "no-such-tree",
        f"{TREE}.",
        f"{TREE}..",
        "..",
        "%00",
        "%ff%fe",
        "question%2dmarks%00",
        "Question-Marks",
        "_site",
        "x" * 3_000,
        "request",
        "request/",
        f"{TREE}/nothing",
        f"{TREE}/ticket/more",
        "ticket/ticket",
        "en/fa",
        "<script>alert(1)</script>",
        "%3Cscript%3E",
    ],
)
def test_an_address_that_leads_nowhere_is_said_to(shipped: Site, locale: str, path: str):
    page = shipped.get(f"/{locale}/{path}")
    clear(page, 404, locale)
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("path", ["/xx/", "/xx/question-marks", "/FA/", "/%ff/", "/nothing.php", "/fa%00/"])
def test_an_unknown_language_is_answered_in_the_best_one(shipped: Site, path: str):
    clear(shipped.get(path, headers={"Accept-Language": "ar"}), 404, "ar")
    clear(shipped.get(path), 404, "fa")


def test_a_removed_tree_says_that_it_is_gone(shipped: Site):
    from wizard.store import Revision

    shipped.store.keep_revisions([Revision("old-tree", "abcdef", shipped.now, shipped.now, "{}")])
    for path in ("old-tree", "old-tree/ticket"):
        clear(shipped.get(f"/fa/{path}"), 410, "fa")
        clear(shipped.post(f"/fa/{path}"), 410, "fa")


@pytest.mark.parametrize("path", ["/fa/question-marks/", "/fa/ticket/", "/fa"])
def test_a_slash_more_or_less_does_not_matter(shipped: Site, path: str):
    assert shipped.get(path).status in (200, 302)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_refused_and_told_which_there_are(shipped: Site, method: str):
    page = Page(shipped.client.open(f"/fa/{TREE}", method=method))
    clear(page, 405, "fa")
    assert page.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    clear(Page(shipped.client.open("/fa/", method="POST")), 405, "fa")


@pytest.mark.parametrize("path", ["question-marks", "question-marks/ticket", "ticket"])
def test_an_address_longer_than_any_walk_is_refused(shipped: Site, path: str):
    clear(shipped.get(f"/ar/{path}?where={'x' * 10_000}"), 414, "ar")


def test_an_answer_that_makes_the_address_too_long_is_refused_and_not_recorded(start, tmp_path):
    steps = [f"{'s' * 55}-{number:03}" for number in range(40)]
    asked = [f"  {step}: {{ask: {step}?, options: {{{'o' * 60}: This, unsure: }}}}\n" for step in steps]
    (tmp_path / "long.yaml").write_text("format: 1\ntitle: Long\nsteps:\n" + "".join(asked))
    site = start(tmp_path)
    known = "&".join(f"{step}={'o' * 60}" for step in steps[:-1])
    page = site.post("/en/long", {"_known": known, "_w": "long-walk", "_step": steps[-1], "answer": "unsure"})
    clear(page, 414, "en")
    assert site.events("long-walk") == []


@pytest.mark.parametrize(
    "query",
    [
        "where=%00",
        "where=%ff%fe",
        "%ff=%fe",
        "where=program&where=everywhere",
        "where=nonsense",
        "no-such-step=1",
        "_w=%00&_r=zzz&_c=<>&_at=../..&_via=a.b..c.&_step=where&_view=nothing&_locale=ar&_said=1",
        "_via=" + ".".join(["question-marks"] * 100),
        "_at=no-such-step",
        "_at=where&_at=where2",
        "&&&===;;;",
        "%",
        "=" * 500,
        "where~host=program&windows~verified=win10&windows~~probe=x",
        "a" * 1_000 + "=" + "b" * 1_000,
        "<script>alert(1)</script>=<script>alert(2)</script>",
        "question-marks:where=<b>&no-tree:step=1&_via=no-tree.question-marks",
        "answer=1&email=a@b&line=x",
    ],
)
def test_whatever_stands_in_the_query_the_first_question_is_asked(shipped: Site, query: str):
    plain = shipped.get(f"/fa/{TREE}")
    page = shipped.get(f"/fa/{TREE}?{query}")
    clear(page, 200, "fa")
    assert page.h1 == plain.h1
    assert "<script>alert" not in page.html
    assert shipped.get(f"/fa/{TREE}/ticket?{query}").status in (200, 302)


def test_two_values_for_one_step_are_told_and_asked_again(shipped: Site):
    page = shipped.get(f"/en/{TREE}?where=program&where=everywhere")
    assert page.text.count("There were two answers to") == 1
    assert not page.hrefs("where=")


def test_a_value_that_is_not_offered_any_more_is_told(shipped: Site):
    page = shipped.get("/fa/digits-instead-of-letters?where=nowhere")
    told = "The answer to “%(question)s” is not one of the choices any more, so it is asked again."
    assert words("fa")(told, question=page.h1) in page.text


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"_step=where",
        b"answer=program",
        b"_step=no-such-step&answer=program",
        b"_step=where&answer=no-such-option",
        b"_step=%00&answer=%00",
        b"_step=%ff&answer=%ff",
        b"_step=where&answer=" + b"x" * 5_000,
        b"\xff\xfe\x00",
        b"_known=%FF%00&_step=where&answer=",
        b"_known=where%3Dprogram%26where%3Deverywhere&_step=where&answer=",
        b"_step=where.where.where&answer=program",
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_whatever_stands_in_the_form_the_question_is_asked_again(shipped: Site, form: bytes, headers):
    page = shipped.post(
        f"/fa/{TREE}", form, content_type="application/x-www-form-urlencoded", headers=headers
    )
    clear(page, 422, "fa")
    assert page.headers["HX-Push-Url"] == "false"
    assert page.h1 == shipped.get(f"/fa/{TREE}").h1


@pytest.mark.parametrize("path", [TREE, f"{TREE}/ticket", "ticket", f"{TREE}/feedback"])
def test_a_body_that_is_too_large_is_refused(shipped: Site, path: str):
    clear(shipped.post(f"/fa/{path}", {"description": "x" * (BODY_BYTES + 1)}), 413, "fa")
    clear(shipped.post(f"/fa/{path}", {str(number): "x" for number in range(FORM_FIELDS + 1)}), 413, "fa")
    parts: dict[str, Any] = {str(number): (None, "x") for number in range(FORM_FIELDS + 1)}
    several = shipped.post(f"/fa/{path}", parts, content_type="multipart/form-data; boundary=x")
    assert several.status in (413, 422)


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "x", ""],
)
def test_a_body_of_another_kind_is_a_form_without_fields(shipped: Site, kind: str):
    clear(shipped.post(f"/fa/{TREE}", b'{"answer": "program"}', content_type=kind), 422, "fa")


@pytest.mark.parametrize(
    "host",
    ['evil.example"><script>alert(1)</script>', "a b", "\x01", "x" * 5_000, "[::1", "a@b", "a/b", ":80"],
)
def test_a_made_up_host_does_no_harm(shipped: Site, host: str):
    page = shipped.get(f"/en/{TREE}?where=program", headers={"Host": host})
    assert page.status in (200, 400)
    assert "<script>alert" not in page.html


def test_header_injection_stays_a_value(samples: Site):
    page = samples.get("/en/jump-to-another-tree?number=other%0d%0aSet-Cookie:%20a=b&_w=x%0d%0aX-Y:%20z")
    assert page.status == 200
    sent = samples.post(
        "/en/jump-to-another-tree",
        {
            "_step": "number",
            "answer": "other",
            "_via": "a\r\nX-Y: z",
            "_known": "x=%0d%0aX-Y: z",
            "_w": "a\r\nb",
        },
    )
    assert sent.status == 303
    assert "X-Y" not in sent.headers and "\r" not in sent.headers["Location"]
    typed = samples.post("/en/shared-question", {"_step": "setup-file", "answer": "zip\r\nX-Y: z"})
    assert typed.status == 422


def test_html_and_markdown_in_what_is_typed_stay_text(samples: Site):
    for typed in ("<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "**bold** `code`", '"><b>'):
        page = samples.post("/en/typed-answers", {"_step": "seconds", "answer": typed})
        assert page.status == 422
        assert page.form.boxes["answer"] == typed
        assert "<img src=x" not in page.html and "<b>" not in page.html


def test_markdown_in_a_typed_answer_is_no_markup_in_the_answers(start, tmp_path):
    (tmp_path / "free.yaml").write_text(
        "format: 1\ntitle: Free\nsteps:\n"
        "  word: {ask: Which word?, type: text, pattern: '.{1,40}', options: {unsure: }}\n"
        "  again: {ask: 'Again?', options: {yes: Yes, unsure: }}\n"
    )
    site = start(tmp_path)
    for typed in (
        "[a](https://evil.example)",
        "**b** <i>x</i>",
        "`x`",
        "`` y",
        "{site.x} {windows}",
        "&lt;b&gt;",
    ):
        page = site.walk("/en/free", typed)
        assert page.h1.startswith("Again")
        assert "https://evil.example" not in page.hrefs()
        assert "<i>" not in page.html and "<strong>b" not in page.html
        assert typed in page.text
        request = site.follow(site.ticket(f"/en/free/ticket?{page.hrefs('_at=')[0].partition('?')[2]}"))
        assert typed in request.text


def test_while_the_store_does_not_answer_walks_go_on(samples: Site, caplog):
    class Busy:
        def __getattr__(self, name: str) -> Any:
            raise StoreBusy(where="wizard.db")

    samples.replace(store=Busy())
    with caplog.at_level(logging.ERROR):
        page = samples.answer(samples.get("/en/jump-to-another-tree"), "other", headers=HTMX)
    assert (page.status, page.h1) == (200, "Run setup again")
    assert "an answer was not recorded" in caplog.text
    for address in ("/en/no-such-tree", "/en/request/some-token"):
        down = samples.get(address)
        clear(down, 503, "en")
        assert down.headers["Retry-After"]
    solved = samples.get("/en/last-words?louder=solved&_w=some-walk-id")
    clear(samples.answer(solved, "yes"), 503, "en")


def test_what_breaks_inside_is_a_page_that_says_sorry_and_needs_no_store(shipped: Site, caplog):
    class Broken:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError("a secret of the inside")

    shipped.replace(renderer=Broken(), store=Broken(), pages=Pages(0))
    for address in (f"/fa/{TREE}?where=english&_at=where&_r=abcdef", "/fa/", "/fa/request/some-token"):
        page = shipped.get(address)
        clear(page, 500, "fa")
        assert "secret" not in page.html
    assert "a secret of the inside" in caplog.text
    assert "walk failed" in caplog.text and "some-token" not in caplog.text.replace("find", "")


def test_when_even_the_page_of_an_error_breaks_a_line_of_text_is_left(shipped: Site):
    class Broken:
        def render(self, *_: Any) -> str:
            raise RuntimeError

    shipped.replace(templates=Broken())
    answer = shipped.client.get("/fa/")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("code", sorted(TEXTS))
@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_every_error_has_words_in_every_language(code: int, locale: str):
    for text in TEXTS[code]:
        assert words(locale)(text) != text
        assert words("en")(text) == text


def test_without_proxies_nobody_can_claim_an_address_or_a_scheme(samples: Site):
    page = samples.get(
        "/en/last-words",
        headers={"X-Forwarded-For": "203.0.113.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "x"},
    )
    assert page.canonical() == "http://localhost/en/last-words"


def test_behind_a_proxy_its_scheme_counts(start):
    from tests.webui.conftest import SAMPLES

    site = start(SAMPLES, proxies=1)
    page = site.get("/en/last-words", headers={"X-Forwarded-Proto": "https"})
    assert page.canonical() == "https://localhost/en/last-words"


def test_a_tree_may_be_called_like_a_language(start, tmp_path):
    (tmp_path / "en.yaml").write_text(
        "format: 1\ntitle: English\nsteps:\n  one: {tell: Hello., goto: ticket}\n"
    )
    assert start(tmp_path).get("/en/en").h1 == "Hello."


def test_very_long_ids_are_walked(start, tmp_path):
    step, option = "s" * 60, "o" * 60
    (tmp_path / ("t" * 60 + ".yaml")).write_text(
        f"format: 1\ntitle: Long\nsteps:\n  {step}: {{ask: Which?, options: {{{option}: This, unsure: }}}}\n"
    )
    site = start(tmp_path)
    page = site.walk("/en/" + "t" * 60, option)
    assert page.h1 == "A person will look at this"
    assert site.get("/en/" + "t" * 61).status == 404
