"""The customer's own request: what was sent, what was said since, and a reply that is kept once."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.webui.conftest import Site
from webui.services import KEY
from wizard.store import Author

W = "mine-0123456789"


def opened(site: Site, address: str, **given: str) -> str:
    """Send a request and return the address of its page."""
    sent = site.ticket(address, **given)
    assert sent.status == 303, sent.text
    return sent.headers["Location"].partition("?")[0]


def replies(site: Site, form_key: str) -> list[str]:
    ticket = site.store.ticket_by_form_key(form_key)
    assert ticket is not None
    return [message.body for message in site.store.messages_of(ticket.id)]


def test_the_page_shows_what_was_sent(samples: Site):
    address = opened(
        samples,
        f"/en/named-ends/ticket?card=lost&_w={W}-shown",
        **{"field.serial-last4": "AB12", "field.work-computer": "own"},
    )
    page = samples.get(address)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.h1 == "Your request"
    for words in ("Words of mine", "I lost it", "AB12", "My own", "We have it and will look at it"):
        assert words in page.text
    assert "reader@example.org" not in page.text
    assert f'value="http://localhost{address}"' in page.html


def test_a_token_that_opens_nothing_is_a_page_that_is_not_there(samples: Site):
    for token in ("x", "A" * 22, "%00", "%ff%fe", "x" * 3_000, "..", "a.b"):
        page = samples.get(f"/en/request/{token}")
        assert page.status == 404
        assert page.h1 == "This page is not here"


def test_a_reply_is_added_and_told(samples: Site):
    address = opened(samples, f"/en/ticket?_w={W}-reply")
    sent = samples.send(samples.get(address).form, {"reply": "It is\r\na laptop.\x00"})
    assert sent.status == 303
    page = samples.follow(sent)
    assert "Your message is added to the request." in page.text
    assert replies(samples, f"{W}-reply") == ["It is\na laptop."]


def test_a_reply_sent_twice_is_kept_once(samples: Site):
    address = opened(samples, f"/en/ticket?_w={W}-once")
    form = samples.get(address).form
    for _ in range(2):
        assert samples.send(form, {"reply": "Once"}).status == 303
    assert replies(samples, f"{W}-once") == ["Once"]


def test_other_words_after_back_are_a_reply_of_their_own_and_kept_once_too(samples: Site):
    address = opened(samples, f"/en/ticket?_w={W}-after")
    form = samples.get(address).form
    for words in ("First", "Second", "Second", "First"):
        assert samples.send(form, {"reply": words}).status == 303
    assert replies(samples, f"{W}-after") == ["First", "Second"]


def test_an_empty_or_endless_reply_is_shown_again_with_what_to_do(samples: Site):
    address = opened(samples, f"/en/ticket?_w={W}-empty")
    form = samples.get(address).form
    page = samples.send(form, {"reply": " \n"})
    assert (page.status, page.title[:7]) == (422, "Error: ")
    assert "Write what you want to add" in page.text
    long = "word " * 1_001
    page = samples.send(form, {"reply": long})
    assert page.status == 422 and "Make this text shorter" in page.text
    assert page.form.boxes["reply"].split() == long.split()


def test_a_reply_without_the_hidden_fields_is_added(samples: Site):
    address = opened(samples, f"/en/ticket?_w={W}-bare")
    assert samples.post(address, {"reply": "Bare"}).status == 303
    assert replies(samples, f"{W}-bare") == ["Bare"]


def test_what_we_said_stands_there_as_text(samples: Site):
    address = opened(samples, f"/en/ticket?_w={W}-said", description="<script>alert(1)</script> **bold**")
    ticket = samples.store.ticket_by_form_key(f"{W}-said")
    assert ticket is not None
    samples.store.add_message(ticket.id, samples.now, Author.STAFF, "<b>Try</b> it", "staff-1")
    page = samples.get(address)
    assert "From us" in page.text
    assert "&lt;b&gt;Try&lt;/b&gt; it" in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in page.html


def test_in_persian_dates_are_of_the_jalali_calendar(shipped: Site):
    address = opened(shipped, f"/fa/question-marks/ticket?where=program&_w={W}-fa")
    ticket = shipped.store.ticket_by_form_key(f"{W}-fa")
    shipped.now = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
    other = opened(shipped, f"/fa/ticket?_w={W}-nowruz")
    assert "شنبه ۱ فروردین ۱۴۰۵، ساعت ۱۲:۰۰" in shipped.get(other).text
    page = shipped.get(address)
    assert ticket is not None
    assert f'<bdi dir="ltr"><code class="reference">{ticket.reference}</code></bdi>' in page.html
    assert page.title.startswith("درخواست شما \u2068")


def test_a_request_is_read_in_another_language_too(shipped: Site):
    address = opened(shipped, f"/fa/question-marks/ticket?where=program&_w={W}-both")
    english = shipped.get(address.replace("/fa/", "/en/"))
    assert english.root["lang"] == "en"
    assert shipped.app.extensions[KEY].library.trees["question-marks"].title.source in english.text


def test_a_request_whose_tree_has_changed_shows_what_was_asked_then(start, tmp_path):
    trees, database = tmp_path / "trees", tmp_path / "wizard.db"
    trees.mkdir()
    tree = "format: 1\ntitle: Old\nsteps:\n  colour: {ask: Which colour?, options: {red: Red, blue: Blue}}\n"
    (trees / "one.yaml").write_text(tree)
    address = opened(start(trees, database), f"/en/one/ticket?colour=red&_w={W}-old")
    (trees / "one.yaml").write_text(tree.replace("colour", "shape").replace("red: Red, ", ""))
    page = start(trees, database).get(address)
    assert "Which colour?" in page.text and "Red" in page.text
