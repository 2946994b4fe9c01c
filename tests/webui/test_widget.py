"""The script for other sites and the address of its frame: words, caching, who may load it, where it leads."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from app import create_app
from tests.fences import page
from tests.webui.conftest import ROOT, SAMPLES, Site
from webui.headers import policy
from wizard.settings import Settings


def script_of(name: str) -> str:
    """A script as it is written, before comments and indentation go."""
    return (ROOT / "webui" / "static" / name).read_text("utf-8")


def words_in(script: str) -> dict[str, dict[str, str]]:
    (found,) = re.findall(r"const WORDS=(\{.*?\});", script)
    words: dict[str, dict[str, str]] = json.loads(found)
    return words


def test_the_script_has_its_words_in_every_language_that_of_the_site_first(shipped: Site):
    words = words_in(shipped.client.get("/embed.js").text)
    assert next(iter(words)) == "fa" and set(words) == {"fa", "ar", "en"}
    assert (words["fa"]["dir"], words["en"]["dir"]) == ("rtl", "ltr")
    assert words["fa"]["help"] == "راهنما" and words["en"]["close"] == "Close the help"
    assert {frozenset(one) for one in words.values()} == {
        frozenset({"dir", "help", "title", "close", "apart"})
    }


def test_the_script_takes_every_word_that_it_says_from_there(shipped: Site):
    script = shipped.client.get("/embed.js").text
    used = set(re.findall(r"\b(?:words|WORDS\[.*?\])\.(\w+)", script_of("embed.js")))
    assert used == set(words_in(script)["en"])


def test_any_page_may_load_the_script_and_keep_it_for_an_hour(samples: Site):
    answer = samples.client.get("/embed.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert gzip.decompress(answer.data) == samples.client.get("/embed.js").data
    again = samples.client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_script_touches_neither_cookies_nor_storage_and_writes_no_style_into_the_page(samples: Site):
    for script in ("/embed.js", "/static/x/framed.js"):
        text = samples.client.get(script).text
        assert not re.search(r"\.cookie\b|localStorage|sessionStorage|indexedDB|\beval\b|innerHTML", text)
        assert 'setAttribute("style"' not in text and "cssText" not in text
        assert not re.search(r"postMessage\([^;]*[\"']\*[\"']\)", text)


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        ("", "/en/"),
        ("tree=changed-facts", "/en/changed-facts?_r=…&_channel=widget"),
        (
            "tree=changed-facts&windows~host=win11",
            "/en/changed-facts?windows~host=win11&_r=…&_channel=widget",
        ),
        ("tree=changed-facts&windows=win11", "/en/changed-facts?windows~host=win11&_r=…&_channel=widget"),
        (
            "tree=changed-facts&windows=win99&where=program&nothing=x&_w=stolen-walk-id&_channel=api",
            "/en/changed-facts?_r=…&_channel=widget",
        ),
        ("tree=no-such-guide", "/en/?q=no-such-guide&_go=1"),
        ("tree=../../staff", "/en/?q=../../staff&_go=1"),
        ("tree=%00%ff", None),
        ("tree=" + "x" * 9_000, None),
    ],
)
def test_the_frames_address_leads_to_the_tree_or_the_search(samples: Site, query: str, leads: str | None):
    answer = samples.client.get(f"/en/widget?{query}")
    assert answer.status_code == 302
    target = answer.headers["Location"]
    assert target.startswith("/en/")
    if leads is not None:
        assert re.sub(r"_r=[0-9a-f]+", "_r=…", target).replace("%2F", "/") == leads
    assert samples.get(target).status == 200


def test_an_id_that_leads_nowhere_is_counted_like_one_of_a_program(samples: Site):
    before = {one.at for one in samples.store.searches(1_000)}
    samples.now += timedelta(seconds=1)
    samples.client.get("/en/widget?tree=no-such-guide")
    samples.client.get("/en/widget?tree=changed-facts")
    kept = [one for one in samples.store.searches(1_000) if one.at not in before]
    assert [(one.source, one.query, one.hits) for one in kept] == [("go", "no-such-guide", 0)]


def test_there_is_no_frame_in_a_language_that_is_not_offered(samples: Site):
    assert samples.get("/xx/widget").status == 404


def test_pages_name_the_sites_that_may_frame_them_and_only_those(samples: Site, shipped: Site):
    assert 'data-framers="https://www.example.org"' in samples.client.get("/en/").text
    assert "data-framers" not in shipped.client.get("/en/").text


def test_pages_of_customers_may_be_framed_and_those_of_staff_never(samples: Site):
    ours = policy(["https://www.example.org"])
    for path in ("/en/", "/en/changed-facts", "/en/ticket?_w=framed-0123456"):
        answer = samples.client.get(path)
        assert answer.headers["Content-Security-Policy"] == ours
        assert "X-Frame-Options" not in answer.headers
    assert samples.client.get("/staff/login").headers["Content-Security-Policy"] == policy([])


def test_the_page_of_a_request_stands_in_the_frames_that_it_was_sent_from(samples: Site):
    sent = samples.ticket("/en/last-words/ticket?louder=not-solved&_channel=widget")
    shown = samples.follow(sent)
    assert shown.status == 200
    assert shown.headers["Content-Security-Policy"] == policy(["https://www.example.org"])
    assert shown.headers["Cache-Control"] == "no-store" and shown.headers["Referrer-Policy"] == "no-referrer"


def test_the_studio_stands_in_no_frame(tmp_path: Path):
    settings = Settings(SAMPLES, f"sqlite:///{tmp_path / 'w.db'}", b"k" * 32)
    client = create_app(settings, watch=lambda _: None).test_client()
    allowed = {path: client.get(path).headers["Content-Security-Policy"] for path in ("/studio/en/", "/en/")}
    assert allowed == {"/studio/en/": policy([]), "/en/": policy(["https://www.example.org"])}


def test_what_belongs_to_frames_is_loaded_in_frames_alone(samples: Site):
    for path in ("/en/", "/en/changed-facts", "/en/ticket?_w=framed-0123456", "/en/no-such-guide"):
        html = samples.client.get(path).text
        assert "framed.js" not in html and "embed.js" not in html and "wizard.js" in html


def rows(heading: str) -> set[str]:
    """The words in `code` that stand in the first column of the tables of docs/widget.md which begin so."""
    tables = re.findall(rf"^\| {heading} \|.*\n\|[ -|]+\n((?:\|.*\n)+)", page("widget.md"), re.MULTILINE)
    assert tables, heading
    return {name for table in tables for name in re.findall(r"^\| `([a-z-]+)", table, re.MULTILINE)}


def test_the_page_about_the_widget_names_its_attributes_calls_and_events_and_no_others():
    script = script_of("embed.js")
    attributes = {f"data-{name}" for name in re.findall(r"\bdefaults\.(\w+)", script)}
    assert rows("attribute") == attributes
    (api,) = re.findall(r"const api = \{\n(.*?)^  \};", script, re.MULTILINE | re.DOTALL)
    assert rows("call") == set(re.findall(r"^    (\w+)\(", api, re.MULTILINE))
    (events,) = re.findall(r"const EVENTS = (\[.*\]);", script)
    assert rows("event") == set(json.loads(events))


def test_the_pages_about_it_name_the_sandbox_and_every_message():
    script = script_of("embed.js")
    (sandbox,) = re.findall(r'sandbox: "(.*)"', script)
    assert f'sandbox="{sandbox}"' in page("widget.md") and f'sandbox="{sandbox}"' in page("embedding.md")
    inside = script_of("framed.js")
    ours = set(re.findall(r'\btell\("(\w+)"', inside)) | set(re.findall(r'\bat\.say\("(\w+)"', script))
    told = re.findall(r"^\| the (?:page around|help) \| `(\w+)`", page("widget.md"), re.MULTILINE)
    assert sorted(told) == sorted(ours)
