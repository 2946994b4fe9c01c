"""The letters to customers: what stands in them, in which language, and what must never stand there."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from tests.delivery.helpdesks.mailbox import mailbox
from tests.delivery.office import BOTH, filed, parcels
from tests.store.samples import NOON, audited, ticket
from wizard.delivery.mail_to_customers import Letter, Letters, ltr
from wizard.delivery.orders import at_reply
from wizard.delivery.packing import lines, one_line
from wizard.delivery.settings import helpdesks_of
from wizard.filed import Reader
from wizard.library import load
from wizard.rendering import Renderer
from wizard.store import Attachment, Author, Message

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "wizard" / "delivery"
LINK = "https://help.example.org/fa/request/AbCdEfGhIjKlMnOpQrStUv"
TRAIL = [
    {"tree": "question-marks", "step": "pattern", "value": "all", "source": "answered"},
    {"tree": "question-marks", "step": "where", "value": "program", "source": "answered"},
    {"tree": "a-tree-that-is-gone", "step": "what-was-it", "value": "this", "source": "answered"},
]


@cache
def letters() -> Letters:
    library = load(ROOT / "trees").library
    return Letters(Reader(library, lambda tree, revision: None), Renderer(library, lambda locale, tree: tree))


def request(**changes):
    given = {
        "id": 7,
        "locale": "en",
        "reference": "234-ABCD",
        "trail": TRAIL,
        "facts": {"windows": {"host": "win10"}},
        "fields": {},
        "description": "Only ???",
    }
    return ticket(1, **(given | changes))


def attachment(name: str, message: int | None = None) -> Attachment:
    return Attachment(
        id=1,
        form_key="form",
        ticket_id=7,
        message_id=message,
        at=NOON,
        name=name,
        media_type="image/png",
        size=9,
        digest="d",
    )


def answer(body: str = "Try **this**.", **changes) -> Message:
    return Message(7, NOON + timedelta(hours=1), Author.STAFF, body, "staff-1", **({"id": 12} | changes))


def copied(files=(), link: str = LINK, **changes) -> Letter:
    return letters().copy(request(**changes), files, link)


def replied(said: Message | None = None, files=(), link: str = LINK, **changes) -> Letter:
    return letters().reply(request(**changes), said or answer(), files, link)


def test_the_copy_says_number_link_words_answers_and_what_the_product_told():
    letter = copied([attachment("window.png"), attachment("later.png", 3)])
    for words in ("234-ABCD", "> Only ???", "Where", "window.png", "Windows 10", "what-was-it"):
        assert words in letter.text, words
    assert f"\n{LINK}\n" in letter.text, "the link stands alone on its line, so that every program finds it"
    assert "later.png" not in letter.text, "a file of a later message is no part of the request"


def test_the_subject_is_one_line_with_the_number():
    letter = copied()
    assert letter.subject.startswith("Your request 234-ABCD – ")
    assert letter.subject.splitlines() == [letter.subject]


def test_an_answer_goes_into_the_thread_of_the_copy():
    assert replied().subject == f"Re: {copied().subject}"


def test_contact_and_name_do_not_stand_in_letters():
    for letter in (copied(), replied()):
        whole = letter.subject + letter.text
        for words in ("someone@example.org", "+98 21 0000 0000", "سارا"):
            assert words not in whole


def test_serials_and_what_is_for_few_eyes_are_masked():
    fields = {name: "RHG4-7781-90XQ-2231" for name, one in fields_of().items() if one.type == "serial"}
    assert fields, "the demonstration trees ask for serials"
    letter = copied(
        fields=fields | {"a-field-that-is-gone": "RHG4778190XQ2231", "administrator": "Bob Builder"}
    )
    assert "••••2231" in letter.text
    for words in ("7781", "RHG4", "Bob"):
        assert words not in letter.text, words


def fields_of():
    return letters().reader.library.fields


def test_a_letter_without_a_known_address_of_the_site_has_no_link():
    copy, reply = copied(link=""), replied(link="")
    assert "http" not in copy.text.replace("https://www.noorsoft.org", "")
    assert "Whoever has this link" not in copy.text + reply.text
    assert "name the number 234-ABCD" in reply.text


def test_the_answer_of_staff_stands_there_as_it_was_written_with_its_files():
    letter = replied(
        answer("Line one\n\n  <b>Line</b> two"), [attachment("how.pdf", 12), attachment("x.png")]
    )
    assert "Line one\n\n  <b>Line</b> two\n" in letter.text
    assert "how.pdf" in letter.text and "x.png" not in letter.text
    assert f"\n{LINK}\n" in letter.text


@pytest.mark.parametrize(
    ("status", "said"), [("open", False), ("pending", False), ("solved", True), ("closed", True)]
)
def test_an_answer_that_settles_the_request_says_how_to_open_it_again(status, said):
    assert ("that opens it anew" in replied(status=status).text) is said


def test_a_note_of_staff_never_becomes_a_letter():
    with pytest.raises(ValueError, match="note"):
        replied(answer("Do not tell them", internal=True))


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_what_reads_from_left_to_right_keeps_its_order_in_persian_and_arabic(locale):
    letter = copied(locale=locale, facts={"windows": {"host": "win10"}})
    assert "\u200e234-ABCD\u200e" in letter.subject
    assert "\u200e234-ABCD\u200e" in letter.text
    assert f"\n{LINK}\n" in letter.text, "no mark may stick to the link"
    assert one_line(letter.subject, 300) == letter.subject
    assert lines(letter.text, 100_000) == letter.text.strip("\n"), "nothing of it is lost on its way out"


def test_left_to_right_pages_need_no_marks():
    assert "\u200e" not in copied().text + copied().subject
    assert ltr("سند.pdf", "fa") == "سند.pdf", "a name with Persian letters goes by them"


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_letters_are_whole_in_every_language(locale):
    whole = copied([attachment("a.png")], locale=locale).text + replied(answer("…"), locale=locale).text
    for english in wanted():
        assert english.partition("%(")[0].strip() not in whole or english.startswith("%("), english
    assert "  \n" not in whole and "\n\n\n" not in whole


def test_a_language_without_letters_gets_english_ones():
    assert copied(locale="tr").text.startswith("Hello,")


@pytest.mark.parametrize(
    "hostile",
    [
        "\u202egnp.exe",
        "a\r\nBcc: all@example.org",
        "{{ 7*7 }} {% x %}",
        "%(reference)s %s",
        "\0",
        "<script>",
        "x" * 5_000,
    ],
)
def test_hostile_words_come_out_as_words(hostile):
    letter = copied([attachment(hostile)], description=hostile, version=hostile)
    assert letter.subject == copied().subject
    assert "49" not in letter.text.replace(LINK, "")
    assert replied(answer(hostile)).subject == replied().subject


def wanted() -> set[str]:
    found = {"Your request %(reference)s"}
    for file in (HOME / "mail").glob("*.txt"):
        with file.open("rb") as content:
            for _, _, message, _ in babel_extract(content, ["_"], [], {"trim_blocks": "true"}):
                found.add(str(message[0] if isinstance(message, tuple) else message))
    return found


@pytest.mark.parametrize("locale", ["fa", "ar"])
def test_every_text_is_translated_and_none_is_left_over(locale):
    with (HOME / "locale" / locale / "mail.po").open("rb") as content:
        known = {str(one.id): str(one.string) for one in read_po(content, abort_invalid=True) if one.id}
    assert set(known) == wanted()
    for text, words in known.items():
        assert words
        assert [part for part in text.split() if "%(" in part and part.strip(".:") not in words] == []


def test_copy_and_answer_come_through_a_mail_server_as_one_thread_in_persian(store, tmp_path):
    one = filed(store, locale="fa")
    said = Message(one.id, NOON, Author.STAFF, "یک بار\nC:\\Windows را ببینید.", "r1", staff=1)
    store.inbox.say(said, audited("replied", one.id), {"status": "pending"}, at_reply(BOTH, one))
    with mailbox() as box:
        file = tmp_path / "mail.toml"
        file.write_text(
            '[mail]\nkind = "email"\nhost = "127.0.0.1"\n'
            f'port = {box.port}\ntls = "none"\nfrom = "help@example.org"\n'
        )
        mail = helpdesks_of(file, {}).helpdesks["mail"]
        made = parcels(store, one)
        for parcel in (parcel for purpose, parcel in made.items() if purpose != "ticket"):
            mail.create(parcel)
        copy, reply = box.messages()
    assert copy["Subject"] == f"درخواست شما \u200e{one.reference}\u200e – راهگشا"
    assert reply["Subject"] == f"Re: {copy['Subject']}"
    assert reply["In-Reply-To"] == copy["Message-ID"]
    link = made["copy"].url
    for message in (copy, reply):
        assert message["To"] == "reader@example.net"
        assert link in message.get_content().splitlines()
    assert "یک بار\nC:\\Windows را ببینید.\n" in reply.get_content().replace("\r\n", "\n")
