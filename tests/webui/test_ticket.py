"""The request form: filled in beforehand, filed once, and nothing that was typed is lost."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.webui.conftest import Site
from webui.request_form import MESSAGES
from webui.services import KEY
from webui.texts import words
from wizard import tickets
from wizard.store import StoreUnreachable, Ticket

W = "form-0123456789"
WALK = "/en/named-ends/ticket?card=lost"


def filed(site: Site, form_key: str) -> Ticket | None:
    return site.store.ticket_by_form_key(form_key)


def test_an_address_without_a_key_leads_to_itself_with_one(samples: Site):
    for address in ("/en/ticket", "/en/named-ends/ticket?card=lost"):
        page = samples.get(address)
        assert page.status == 302
        assert page.headers["Location"].startswith(address.partition("?")[0])
        assert "_w=fresh-id-" in page.headers["Location"]
        shown = samples.follow(page)
        assert shown.status == 200
        assert shown.headers["Cache-Control"] == "no-store"
        assert page.headers["Location"].partition("&_r=")[0] in (address, page.headers["Location"])


def test_a_request_is_filed_and_leads_to_its_own_page(samples: Site):
    sent = samples.ticket(
        f"/en/ticket?_w={W}-a", email="reader@example.org", description="It does not start."
    )
    assert sent.status == 303
    token = tickets.token(b"k" * 32, f"{W}-a")
    assert sent.headers["Location"] == f"/en/request/{token}?sent=1"
    page = samples.follow(sent)
    assert page.h1 == "Your request is with us"
    assert "It does not start." in page.text
    kept = filed(samples, f"{W}-a")
    assert kept is not None and kept.contact_email == "reader@example.org"


def test_the_link_of_a_request_is_kept_as_a_hash_only(samples: Site):
    samples.ticket(f"/en/ticket?_w={W}-hash")
    token = tickets.token(b"k" * 32, f"{W}-hash")
    kept = filed(samples, f"{W}-hash")
    assert kept is not None
    assert token not in str(kept.row())
    assert kept.token_hash == tickets.token_hash(token)


def test_the_same_form_sent_twice_is_one_request(samples: Site):
    page = samples.get(f"/en/ticket?_w={W}-twice")
    given = {"email": "reader@example.org", "description": "Once"}
    first, second = samples.send(page.form, given), samples.send(page.form, given)
    assert first.status == second.status == 303
    assert first.headers["Location"] == second.headers["Location"]


def test_other_words_under_the_same_form_are_told_as_sent_already_and_are_kept_on_the_page(samples: Site):
    page = samples.get(f"/en/ticket?_w={W}-other")
    samples.send(page.form, {"email": "reader@example.org", "description": "The first words"})
    again = samples.send(page.form, {"email": "reader@example.org", "description": "Other words"})
    assert again.status == 409
    kept = filed(samples, f"{W}-other")
    assert kept is not None and kept.description == "The first words"
    assert kept.reference in again.text
    assert again.hrefs("/en/request/")
    assert again.form.boxes["description"].strip() == "Other words"


def test_the_transcript_stands_in_the_form_and_what_was_unticked_is_not_sent(samples: Site):
    page = samples.get(f"/en/changed-facts/ticket?system-locale=other&windows~host=win10&_w={W}-lines")
    assert sorted(page.form.marked("line")) == ["system-locale", "windows"]
    samples.send(page.form, {"email": "reader@example.org", "line": ["system-locale"]})
    kept = filed(samples, f"{W}-lines")
    assert kept is not None
    assert "windows" not in str(kept.trail) + str(kept.facts)
    assert kept.facts == {"system-locale": {"answered": "other"}}
    assert [line["step"] for line in kept.trail] == ["system-locale"]  # type: ignore[index,union-attr,call-overload]


def test_no_line_is_sent_when_all_are_unticked(samples: Site):
    page = samples.get(f"/en/changed-facts/ticket?system-locale=other&_w={W}-none")
    samples.send(page.form, {"email": "reader@example.org", "line": []})
    kept = filed(samples, f"{W}-none")
    assert kept is not None and (kept.trail, kept.facts) == ([], {})


def test_nothing_is_sent_that_does_not_stand_on_the_page(samples: Site):
    page = samples.get(
        f"/en/shared-question/ticket?disk-free~host=3&setup-file~host=zip&windows=unsure&_w={W}-seen"
    )
    samples.send(page.form, {"email": "reader@example.org"})
    kept = filed(samples, f"{W}-seen")
    assert kept is not None and isinstance(kept.facts, dict)
    assert set(kept.facts) <= set(page.form.values("line"))
    assert {"disk-free", "setup-file"} <= set(kept.facts)


def test_answers_of_blocks_with_short_and_long_names_stay(samples: Site):
    address = (
        f"/en/block-in-a-tree/ticket?again=no&try-again=not-solved&corrective-file.installed=no&_w={W}-block"
    )
    page = samples.get(address)
    samples.send(page.form, {"email": "reader@example.org"})
    kept = filed(samples, f"{W}-block")
    assert kept is not None
    steps = [line["step"] for line in kept.trail]  # type: ignore[index,union-attr,call-overload]
    assert steps == ["again", "try-again", "corrective-file.installed"]


def test_fields_of_tree_blocks_and_end_are_united(samples: Site):
    log = "again=yes&setup-log.windows=win10&windows=win10&setup-log.log=done&setup-log.found=yes"
    page = samples.get(f"/en/block-in-a-tree/ticket?{log}&_w={W}-united")
    assert {"field.message-text", "field.return-code"} <= set(page.form.boxes)
    sent = samples.send(page.form, {"email": "reader@example.org"})
    assert sent.status == 422 and "Fill this in" in sent.text
    sent = samples.send(page.form, {"email": "reader@example.org", "field.return-code": "-۱۶۰۳"})
    assert sent.status == 303
    kept = filed(samples, f"{W}-united")
    assert kept is not None and isinstance(kept.fields, dict) and kept.fields["return-code"] == "-1603"


@pytest.mark.parametrize("digits", ["1234", "۱۲۳۴", "١٢٣٤"])
def test_digits_of_all_families_are_taken_for_serials_and_phones(samples: Site, digits: str):
    phone = digits + digits + digits
    key = f"{W}-{ord(digits[0]):x}"
    samples.ticket(f"{WALK}&_w={key}", email="", phone=phone, **{"field.serial-last4": digits})
    kept = filed(samples, key)
    assert kept is not None and isinstance(kept.fields, dict)
    assert (kept.fields["serial-last4"], kept.contact_phone) == ("1234", "123412341234")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"email": ""}, "Give an e-mail address or a phone number"),
        ({"email": "nobody"}, "Write the e-mail address in full"),
        ({"email": "a@b.org\nBcc: c@d.org"}, "Write the e-mail address in full"),
        ({"phone": "call me"}, "Write the phone number with digits"),
        ({"description": "x" * 5_001}, "Make this text shorter"),
        ({"name": "x" * 300}, "Make this text shorter"),
        ({"field.serial-last4": "12345"}, "Write the last four characters only"),
        ({"field.work-computer": "somebody's"}, "Choose one of the answers"),
    ],
)
def test_what_has_to_be_mended_is_said_and_what_was_typed_stands_there(samples: Site, given, words):
    page = samples.ticket(f"{WALK}&_w={W}-mend", **given)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert words in page.text
    assert page.form.boxes["description"].strip() == given.get("description", "Words of mine")
    assert filed(samples, f"{W}-mend") is None


def test_a_plain_request_needs_words(samples: Site):
    page = samples.ticket(f"/en/ticket?_w={W}-words", description=" \r\n ")
    assert page.status == 422 and "Say in a few words what is wrong" in page.text
    assert samples.ticket(f"/en/typed-answers/ticket?seconds=3&_w={W}-words", description="").status == 303


def test_a_name_stays_on_one_line_and_a_text_keeps_its_lines(samples: Site):
    samples.ticket(
        f"/en/ticket?_w={W}-lines2", name="Sara\r\nBcc: x@y.org\x00\x1b", description="a\r\nb\rc\x00\x07"
    )
    kept = filed(samples, f"{W}-lines2")
    assert kept is not None
    assert (kept.name, kept.description) == ("Sara Bcc: x@y.org", "a\nb\nc")


def test_no_letters_are_turned_round_by_force_and_half_spaces_stay(samples: Site):
    given = {"name": "Sara\u202egnp.\u2066\u200f", "description": "می\u200cخواهم \u202eexe\u202c و \u200fمتن"}
    samples.ticket(f"/en/ticket?_w={W}-turned", **given)
    kept = filed(samples, f"{W}-turned")
    assert kept is not None
    assert (kept.name, kept.description) == ("Saragnp.", "می\u200cخواهم exe\u202c و \u200fمتن")


def test_a_form_without_its_hidden_fields_is_shown_again_with_a_word(samples: Site):
    page = samples.post("/en/named-ends/ticket", {"email": "reader@example.org", "description": "Mine"})
    assert page.status == 422
    assert "Nothing has been sent yet." in page.text
    assert page.form.boxes["description"].strip() == "Mine"
    assert samples.send(page.form, {}).status == 303


def test_a_request_of_a_walk_over_two_trees_has_the_answers_of_both(samples: Site):
    page = samples.get(f"/en/jump-to-another-tree/ticket?number=e1603&_w={W}-two")
    assert page.headers["Location"].startswith("/en/shared-question/ticket?")
    page = samples.follow(page)
    assert "Which number is it?" in page.text
    samples.send(page.form, {"email": "reader@example.org"})
    kept = filed(samples, f"{W}-two")
    assert kept is not None
    assert kept.trail == [
        {"tree": "jump-to-another-tree", "step": "number", "value": "e1603", "source": "answered"}
    ]


def test_the_form_key_decides_whatever_the_order_of_what_is_known(samples: Site):
    form = samples.get(f"/en/changed-facts/ticket?system-locale=other&windows~host=win7&_w={W}-order").form
    samples.send(form, {"email": "reader@example.org"})
    form.hidden = [
        (name, "&".join(reversed(value.split("&"))) if name == "_known" else value)
        for name, value in form.hidden
    ]
    assert samples.send(form, {"email": "reader@example.org"}).status == 303


def test_while_the_store_does_not_answer_the_form_is_shown_again_with_all_its_words(samples: Site, caplog):
    class Down:
        def __getattr__(self, name: str) -> Any:
            raise StoreUnreachable(where="wizard.db", why="it is gone")

    page = samples.get(f"{WALK}&_w={W}-down")
    samples.replace(store=Down())
    with caplog.at_level(logging.ERROR):
        sent = samples.send(page.form, {"email": "secret@example.org", "description": "Mine"})
    assert sent.status == 503
    assert sent.headers["Retry-After"]
    assert "Nothing has been sent" in sent.text
    assert sent.form.boxes["description"].strip() == "Mine"
    assert "secret@example.org" not in caplog.text and "it is gone" in caplog.text


def test_no_log_line_tells_address_or_token(samples: Site, caplog):
    with caplog.at_level(logging.DEBUG):
        samples.follow(
            samples.ticket(f"/en/ticket?_w={W}-quiet", email="secret@example.org", phone="+98 21 99887766")
        )
    token = tickets.token(b"k" * 32, f"{W}-quiet")
    assert not any(word in caplog.text for word in ("secret@example.org", "99887766", token))


def test_a_reference_that_is_taken_is_drawn_again(samples: Site, monkeypatch):
    drawn = iter(["AAA-2222", "AAA-2222", "BBB-3333"])
    monkeypatch.setattr(tickets, "_reference", lambda *_: next(drawn))
    samples.ticket(f"/en/ticket?_w={W}-draw-1")
    samples.ticket(f"/en/ticket?_w={W}-draw-2")
    kept = filed(samples, f"{W}-draw-2")
    assert kept is not None and kept.reference == "BBB-3333"


def test_the_form_speaks_the_language_of_its_address(shipped: Site):
    page = shipped.ticket("/fa/question-marks/ticket?where=program", email="")
    assert (page.status, page.root["dir"]) == (422, "rtl")
    assert words("fa")(MESSAGES["contact"]) in page.text
    assert shipped.app.extensions[KEY].library.locales == ("en", "fa", "ar")
