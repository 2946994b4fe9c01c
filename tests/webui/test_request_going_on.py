"""What a customer does on the page of a request: files, "it is solved", the question at the end, opening it again."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from tests.webui.conftest import Site
from tests.webui.pages import Form, Page
from webui.services import KEY
from wizard import limits
from wizard.delivery.orders import Reach
from wizard.store import Audited, Author, Message, Order, State, Store, StoreBusy, Ticket

W = "going-0123456789"


def opened(site: Site, name: str, locale: str = "en", **given: str) -> str:
    sent = site.ticket(f"/{locale}/ticket?_w={W}-{name}", **given)
    assert sent.status == 303, sent.text
    return sent.headers["Location"].partition("?")[0]


def ticket(site: Site, name: str) -> Ticket:
    found = site.store.ticket_by_form_key(f"{W}-{name}")
    assert found is not None
    return found


def form(page: Page, kind: str) -> Form:
    return next(form for form in page.forms if form.attributes.get("class") == kind)


def forms(page: Page) -> set[str]:
    return {form.attributes.get("class", "") for form in page.forms}


def by_staff(site: Site, name: str, words: str, status: str, *, internal: bool = False) -> None:
    one = ticket(site, name)
    message = Message(one.id, site.now, Author.STAFF, words, f"staff-{words}", internal)
    audited = Audited(site.now, "Sara", "replied", one.id, {})
    assert site.store.inbox.say(message, audited, {"status": status})


def set_to(site: Site, name: str, **changes: object) -> None:
    one = ticket(site, name)
    site.store.inbox.change(one.id, changes, Audited(site.now, "Sara", "changed", one.id, {}))


def said(site: Site, name: str) -> list[str]:
    return [one.body for one in site.store.messages_of(ticket(site, name).id)]


def done_by_customer(site: Site, name: str) -> list[tuple[str, object]]:
    audited = site.store.inbox.audited(ticket(site, name).id)
    return [(one.what, one.details) for one in audited if one.who == "customer"]


def picture(colour: str = "red") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(content, "PNG")
    return content.getvalue()


def add(site: Site, address: str, page: Page, words: str, *files: tuple[bytes, str], **more: object) -> Page:
    """Send the form to add something as a browser does, with files."""
    data: dict[str, object] = {"reply": words, "file": [(io.BytesIO(one), name) for one, name in files]}
    for name, value in form(page, "add").hidden:
        data.setdefault(name, []).append(value)  # type: ignore[attr-defined]
    kept = form(page, "add").marked("kept")
    return site.post(address, {**data, "kept": kept, **more}, content_type="multipart/form-data")


class Tab(Site):
    """Another browser before the same site."""

    def __init__(self, site: Site) -> None:
        self.app = site.app
        self.client = site.app.test_client()


class Reading:
    """A store whose tickets can be read, and not changed."""

    class Inbox:
        def __getattr__(self, name: str) -> object:
            raise StoreBusy(where="wizard.db")

    def __init__(self, store: Store) -> None:
        self._store = store
        self.inbox = self.Inbox()

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


# --- how far it is


@pytest.mark.parametrize(
    ("status", "words", "next_words"),
    [
        ("open", "We have it and will look at it", "A person reads your request"),
        ("pending", "We wait for your answer", "To go on we need your answer"),
        ("solved", "Solved", "that opens your request again"),
        ("closed", "Closed", "that opens your request again"),
        ("a-status-of-tomorrow", "We have it and will look at it", "A person reads your request"),
    ],
)
def test_the_page_says_how_far_it_is_and_what_happens_next(samples: Site, status, words, next_words):
    address = opened(samples, f"far-{status}")
    set_to(samples, f"far-{status}", status=status)
    page = samples.get(address)
    assert words in page.text and next_words in page.text


def test_an_answer_of_ours_is_seen_in_the_state(samples: Site):
    address = opened(samples, "answered")
    by_staff(samples, "answered", "Try this", "open")
    page = samples.get(address)
    assert "We have answered" in page.text and "Try this" in page.text
    samples.send(form(page, "add"), {"reply": "Tried it"})
    page = samples.get(address)
    assert "We have it and will look at it" in page.text and "We read what you have added" in page.text


def test_notes_of_staff_and_their_files_are_never_shown(samples: Site):
    address = opened(samples, "note")
    by_staff(samples, "note", "A difficult customer", "open", internal=True)
    page = samples.get(address)
    assert "difficult" not in page.html
    assert "We have it and will look at it" in page.text, "a note is no answer"


def test_a_held_request_looks_like_any_other(samples: Site):
    held, free = opened(samples, "held"), opened(samples, "free")
    for name, why in (("held", "links trap"), ("free", None)):
        set_to(samples, name, held=why)
    pages = [
        samples.get(address).text.replace(ticket(samples, name).reference, "…").replace(address, "…")
        for name, address in (("held", held), ("free", free))
    ]
    assert pages[0] == pages[1]


def test_when_it_is_read_follows_from_the_opening_hours(start, tmp_path):
    (tmp_path / "one.yaml").write_text(
        "format: 1\ntitle: One\nsteps:\n  a: {ask: Which?, options: {b: B, c: C}}\n"
    )
    (tmp_path / "_site.yaml").write_text(
        "format: 1\nbrand: {name: Us}\ntime_zone: Asia/Tehran\n"
        "hours: [{days: [sat, sun], from: '08:00', to: '16:00'}]\npromise: Within two days.\n"
    )
    site = start(tmp_path)
    address = opened(site, "hours")
    page = site.get(address)
    assert "Somebody is here now, until 16:00." in page.text and "Within two days." in page.text
    site.now += timedelta(hours=10)
    assert "Requests are read again from Sunday 22 March 2026 08:00." in site.get(address).text
    set_to(site, "hours", status="solved")
    assert "Within two days." not in site.get(address).text


def test_the_confirmation_tells_of_the_copy_only_where_one_can_be_sent(samples: Site):
    address = opened(samples, "copy")
    words = "come to you by e-mail"
    assert words not in samples.get(address + "?sent=1").text
    samples.replace(reach=Reach("here", None, mail=True))
    assert words in samples.get(address + "?sent=1").text
    assert "The answer comes by e-mail" in samples.get(address).text
    by_phone = opened(samples, "by-phone", email="", phone="+98 21 1234 5678")
    assert words not in samples.get(by_phone + "?sent=1").text


# --- files


def test_files_go_along_with_words_and_stand_there_to_fetch(samples: Site):
    address = opened(samples, "files")
    sent = add(
        samples, address, samples.get(address), "Here it is", (picture(), "window.png"), (b"log", "a.log")
    )
    assert sent.status == 303, sent.text
    page = samples.follow(sent)
    assert "window.png" in page.text and "a.log" in page.text
    links = page.hrefs("/file/")
    assert len(links) == 2
    fetched = samples.client.get(links[0])
    assert fetched.status_code == 200
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    (message,) = samples.store.messages_of(ticket(samples, "files").id)
    files = samples.store.files.of_ticket(message.ticket_id)
    assert {one.message_id for one in files} == {message.id}


def test_a_file_alone_is_enough(samples: Site):
    address = opened(samples, "alone")
    assert add(samples, address, samples.get(address), "", (picture(), "only.png")).status == 303
    assert said(samples, "alone") == [""]
    assert "only.png" in samples.get(address).text


def test_the_same_words_and_files_sent_twice_are_kept_once(samples: Site):
    address = opened(samples, "twice")
    page = samples.get(address)
    for _ in range(3):
        assert add(samples, address, page, "Look", (picture(), "a.png")).status == 303
    assert said(samples, "twice") == ["Look"]
    assert len(samples.store.files.of_ticket(ticket(samples, "twice").id)) == 1
    assert samples.store.files.staged(dict(form(page, "add").hidden)["_w"]) == []


def test_the_same_words_with_another_file_are_another_message(samples: Site):
    address = opened(samples, "other")
    page = samples.get(address)
    for colour in ("red", "blue", "red"):
        assert add(samples, address, page, "Look", (picture(colour), "a.png")).status == 303
    assert said(samples, "other") == ["Look", "Look"]
    files = samples.store.files.of_ticket(ticket(samples, "other").id)
    assert len({one.message_id for one in files}) == 2


def test_a_refused_file_takes_neither_the_words_nor_the_good_file_along(samples: Site):
    address = opened(samples, "refused")
    html = b"<!doctype html><script>alert(1)</script>" + bytes(range(256))
    page = add(samples, address, samples.get(address), "My words", (picture(), "good.png"), (html, "bad.png"))
    assert page.status == 422 and page.title.startswith("Error: ")
    assert "bad.png" in page.text and "good.png" in page.text
    assert form(page, "add").boxes["reply"].strip() == "My words"
    assert said(samples, "refused") == []
    sent = add(samples, address, page, "My words")
    assert sent.status == 303
    assert [one.name for one in samples.store.files.of_ticket(ticket(samples, "refused").id)] == ["good.png"]
    assert add(samples, address, page, "My words").status == 303, "the same once more, after Back"
    assert said(samples, "refused") == ["My words"]


def test_an_unticked_file_stays_out(samples: Site):
    address = opened(samples, "unticked")
    page = add(samples, address, samples.get(address), "Words", (picture(), "out.png"), attach="1")
    assert page.status == 200 and "out.png" in page.text
    assert add(samples, address, page, "Words", kept=[]).status == 303
    assert samples.store.files.of_ticket(ticket(samples, "unticked").id) == []


def test_more_than_five_files_are_refused_and_five_are_kept(samples: Site):
    address = opened(samples, "many")
    files = [(f"line {number}".encode(), f"{number}.txt") for number in range(7)]
    page = add(samples, address, samples.get(address), "All of them", *files)
    assert page.status == 422
    assert len(form(page, "add").marked("kept")) == limits.FILES


def test_a_sending_that_is_much_too_large_keeps_the_words(samples: Site):
    address = opened(samples, "large")
    head = 'Content-Disposition: form-data; name="'
    body = (
        f'--B\r\n{head}reply"\r\n\r\nMy words\r\n--B\r\n{head}file"; filename="a.txt"\r\n\r\n'.encode()
        + b"x" * limits.UPLOADS_BYTES
        + b"\r\n--B--\r\n"
    )
    page = samples.post(address, body, content_type="multipart/form-data; boundary=B")
    assert page.status == 413
    assert form(page, "add").boxes["reply"].strip() == "My words"


def test_many_sendings_of_one_form_at_the_same_time_are_kept_once(samples: Site):
    address = opened(samples, "at-once")
    page, content = samples.get(address), picture()
    with ThreadPoolExecutor(8) as threads:
        answers = [
            threads.submit(add, Tab(samples), address, page, "At once", (content, "a.png")) for _ in range(8)
        ]
        assert {one.result().status for one in answers} == {303}
    assert said(samples, "at-once") == ["At once"]
    assert len(samples.store.files.of_ticket(ticket(samples, "at-once").id)) == 1


def test_while_nothing_can_be_written_the_words_stay_on_the_page(samples: Site):
    address = opened(samples, "busy")
    page = samples.get(address)
    samples.replace(store=Reading(samples.store))
    down = add(samples, address, page, "My words")
    assert down.status == 503 and int(down.headers["Retry-After"]) > 0
    assert form(down, "add").boxes["reply"].strip() == "My words"
    samples.replace(store=samples.store)
    assert add(samples, address, down, "My words").status == 303
    assert said(samples, "busy") == ["My words"]


# --- solved, and open again


def test_the_customer_says_that_it_is_solved_once(samples: Site):
    address = opened(samples, "solved")
    solve = form(samples.get(address), "solve")
    sent = [samples.send(solve, {}) for _ in range(3)]
    assert [one.status for one in sent] == [303, 303, 303]
    page = samples.follow(sent[-1])
    assert "We are glad that it is solved" in page.text and "Solved" in page.text
    assert said(samples, "solved") == ["It is solved."]
    assert done_by_customer(samples, "solved") == [("solved", {"status": {"from": "open", "to": "solved"}})]
    assert forms(page) == {"add", "rate"}


def test_two_tabs_that_say_so_say_it_once(samples: Site):
    address = opened(samples, "tabs")
    tabs = [form(samples.get(address), "solve") for _ in range(2)]
    for tab in tabs:
        assert samples.send(tab, {}).status == 303
    assert said(samples, "tabs") == ["It is solved."]


@pytest.mark.parametrize("status", ["solved", "closed", "pending"])
def test_writing_opens_a_request_again(samples: Site, status):
    address = opened(samples, f"again-{status}")
    set_to(samples, f"again-{status}", status=status)
    samples.send(form(samples.get(address), "add"), {"reply": "It is back"})
    assert ticket(samples, f"again-{status}").status == "open"
    details = {"status": {"from": status, "to": "open"}}
    assert done_by_customer(samples, f"again-{status}") == [("said", details)]


def test_it_can_be_solved_opened_and_solved_again(samples: Site):
    address = opened(samples, "round")
    samples.send(form(samples.get(address), "solve"), {})
    samples.send(form(samples.get(address), "add"), {"reply": "No, it is back"})
    samples.send(form(samples.get(address), "solve"), {})
    assert said(samples, "round") == ["It is solved.", "No, it is back", "It is solved."]
    assert ticket(samples, "round").status == "solved"


def test_what_the_customer_says_is_told_where_the_ticket_went(samples: Site):
    address = opened(samples, "told")
    one = ticket(samples, "told")
    order = Order("desk", "ticket", f"here/{one.reference}/ticket")
    samples.store.inbox.change(one.id, {}, Audited(samples.now, "Sara", "changed", one.id, {}), [order])
    samples.send(form(samples.get(address), "add"), {"reply": "More"})
    samples.send(form(samples.get(address), "solve"), {})
    numbers = [message.id for message in samples.store.messages_of(one.id)]
    waiting = [found for found in samples.store.outbox.deliveries_of(one.id) if found.purpose != "ticket"]
    assert [found.purpose for found in waiting] == [f"said:{number}" for number in numbers]
    assert {found.state for found in waiting} == {State.WAITING}


# --- the question at the end


def test_the_question_comes_when_it_is_settled_and_may_be_answered_anew(samples: Site):
    address = opened(samples, "rate")
    assert "rate" not in forms(samples.get(address))
    set_to(samples, "rate", status="closed")
    page = samples.get(address)
    assert form(page, "rate").values("helped") == ["yes", "partly", "no"]
    assert form(page, "rate").marked("helped") == []
    sent = samples.send(form(page, "rate"), {"helped": "partly", "words": " Slow\x00 "})
    page = samples.follow(sent)
    assert "Your answer is noted" in page.text and "Change the answer" in page.text
    assert form(page, "rate").marked("helped") == ["partly"]
    one = ticket(samples, "rate")
    assert (one.survey, one.survey_words, one.status) == ("partly", "Slow", "closed")
    samples.send(form(page, "rate"), {"helped": "yes", "words": ""})
    one = ticket(samples, "rate")
    assert (one.survey, one.survey_words) == ("yes", None)
    assert [what for what, _ in done_by_customer(samples, "rate")] == ["rated", "rated"]
    assert "Slow" not in str(done_by_customer(samples, "rate")), "words stand in the ticket alone"


def test_the_same_answer_twice_changes_nothing(samples: Site):
    address = opened(samples, "same")
    set_to(samples, "same", status="solved")
    rate = form(samples.get(address), "rate")
    for _ in range(2):
        assert samples.send(rate, {"helped": "no", "words": "Why"}).status == 303
    assert len(done_by_customer(samples, "same")) == 1


@pytest.mark.parametrize("helped", ["", "maybe", "yes\x00", "x" * 3_000])
def test_an_answer_that_is_not_offered_is_asked_again_and_loses_no_words(samples: Site, helped):
    name = f"bad-{len(helped)}"
    address = opened(samples, name)
    set_to(samples, name, status="solved")
    page = samples.send(form(samples.get(address), "rate"), {"helped": helped, "words": "My view"})
    assert page.status == 422 and "Choose one of the answers" in page.text
    assert form(page, "rate").boxes["words"].strip() == "My view"
    assert ticket(samples, name).survey is None


def test_endless_words_about_our_help_are_shown_again(samples: Site):
    address = opened(samples, "endless")
    set_to(samples, "endless", status="solved")
    page = samples.send(form(samples.get(address), "rate"), {"helped": "yes", "words": "w " * 600})
    assert page.status == 422 and "Make this text shorter" in page.text
    assert form(page, "rate").marked("helped") == ["yes"]


# --- doubles


def merged(site: Site, name: str, into: str) -> Page:
    set_to(site, name, merged_into=ticket(site, into).id, status="closed")
    return site.get(f"/en/request/{_token(site, name)}")


def _token(site: Site, name: str) -> str:
    from wizard.tickets import token

    return token(site.app.extensions[KEY].settings.secret_key, f"{W}-{name}")


def test_a_double_names_the_other_request_to_the_same_person_but_never_its_link(samples: Site):
    opened(samples, "first"), opened(samples, "second", email="READER@example.org")
    page = merged(samples, "second", "first")
    assert "There is another request about the same matter" in page.text
    assert ticket(samples, "first").reference in page.text
    assert _token(samples, "first") not in page.html
    assert forms(page) == {"add"}, "nothing is judged or settled here"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"email": "other@example.org"}, {}),
        ({"email": "", "phone": "+98 21 1234 5678"}, {}),
        ({"phone": "+98 21 1234 5678"}, {"phone": "+98 21 1234 5679"}),
    ],
)
def test_a_double_of_somebody_else_says_nothing_of_theirs(samples: Site, mine, theirs):
    name = f"mine-{len(str(mine))}"
    opened(samples, name, **mine), opened(samples, f"{name}-theirs", description="A secret", **theirs)
    page = merged(samples, name, f"{name}-theirs")
    assert "There is another request about the same matter" in page.text
    for secret in (
        ticket(samples, f"{name}-theirs").reference,
        _token(samples, f"{name}-theirs"),
        "A secret",
    ):
        assert secret not in page.html


def test_writing_to_a_double_makes_it_a_request_of_its_own_again(samples: Site):
    opened(samples, "kept"), opened(samples, "double")
    page = merged(samples, "double", "kept")
    samples.send(form(page, "add"), {"reply": "It is another matter"})
    one = ticket(samples, "double")
    assert (one.status, one.merged_into) == ("open", None)
    assert said(samples, "kept") == []


def test_doubles_of_each_other_do_not_hang_the_page(samples: Site):
    opened(samples, "round-a"), opened(samples, "round-b")
    set_to(samples, "round-b", merged_into=ticket(samples, "round-a").id)
    assert merged(samples, "round-a", "round-b").status == 200


# --- limits


def test_everything_that_is_sent_counts_and_too_much_is_not_taken(samples: Site):
    address = opened(samples, "limit")
    for number in range(limits.SENT_PER_HOUR):
        assert samples.post(address, {"reply": f"Words {number}"}).status == 303
    page = samples.get(address)
    late = samples.send(form(page, "add"), {"reply": "One more"})
    assert late.status == 429 and int(late.headers["Retry-After"]) > 0
    assert form(late, "add").boxes["reply"].strip() == "One more"
    assert samples.send(form(page, "solve"), {}).status == 429
    assert ticket(samples, "limit").status == "open"
    set_to(samples, "limit", status="solved")
    rate = form(samples.get(address), "rate")
    assert samples.send(rate, {"helped": "yes"}).status == 429
    samples.now += timedelta(hours=1)
    assert samples.send(form(page, "add"), {"reply": "One more"}).status == 303


def test_files_that_wait_for_too_many_messages_are_not_lost(samples: Site):
    address = opened(samples, "waiting")
    for number in range(limits.SENT_PER_HOUR):
        samples.post(address, {"reply": f"Words {number}"})
    late = add(samples, address, samples.get(address), "A picture", (picture(), "late.png"))
    assert late.status == 429 and "late.png" in late.text
    samples.now += timedelta(hours=1)
    assert add(samples, address, late, "A picture").status == 303
    assert "late.png" in samples.get(address).text


@pytest.mark.parametrize("do", ["", "x", "solve ", "__class__", "\x00", "rate\nsolve"])
def test_an_unknown_form_is_something_to_add(samples: Site, do):
    address = opened(samples, "unknown-do")
    assert samples.post(address, {"do": do, "reply": ""}).status == 422
    assert ticket(samples, "unknown-do").status == "open"


@pytest.mark.parametrize("key", ["x" * 5_000, "\x00\x00", "../..", "\ud800", "%00", "🗝" * 70])
def test_a_strange_form_key_is_only_a_key(samples: Site, key):
    address = opened(samples, f"key-{len(key)}{ord(key[0])}")
    data = {"_w": key.encode("utf-8", "replace"), "reply": "Words"}
    for _ in range(2):
        assert samples.post(address, data).status == 303
    assert said(samples, f"key-{len(key)}{ord(key[0])}") == ["Words"]


@pytest.mark.parametrize(
    "words",
    ["\u202eevil\u202c", "<img src=x onerror=alert(1)>", "{{ 7*7 }}", "a\x00b", "\ufffe", "ا" * 4_900],
)
def test_hostile_words_are_shown_as_words(samples: Site, words):
    address = opened(samples, f"hostile-{len(words)}{ord(words[0])}")
    assert samples.send(form(samples.get(address), "add"), {"reply": words}).status == 303
    page = samples.get(address)
    assert "<img src=x" not in page.html and "49" not in re.sub(r"[A-Z0-9-]{8}", "", page.parts["h1"][0])
    assert 'dir="auto"' in page.html


def test_notices_of_things_that_were_not_done_change_nothing(samples: Site):
    address = opened(samples, "notices")
    for notice in ("sent", "said", "solved", "rated", "held"):
        assert samples.get(f"{address}?{notice}=1").status == 200
    assert said(samples, "notices") == [] and ticket(samples, "notices").status == "open"


def test_the_page_of_a_settled_request_is_whole_in_every_language(shipped: Site):
    address = opened(shipped, "whole", "fa")
    by_staff(shipped, "whole", "Try", "pending")
    set_to(shipped, "whole", status="solved", survey="partly")
    for locale in ("fa", "ar", "en"):
        page = shipped.get(address.replace("/fa/", f"/{locale}/") + "?rated=1")
        assert page.status == 200 and page.root["lang"] == locale
        reference = replace(ticket(shipped, "whole")).reference
        assert f'<bdi dir="ltr"><code class="reference">{reference}</code></bdi>' in page.html
