"""`wizard privacy`: one person's data handed over or deleted, all of it and nobody else's; and what grows old."""

from __future__ import annotations

import base64
import io
import json
import stat
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.store import samples
from wizard.cli import main
from wizard.store import Attachment, Audited, Author, Context, Kind, Order, Store, Ticket, open_store

NOW = datetime.now(UTC)
SARA, ALI = "sara@example.org", "ali@example.org"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    address = f"sqlite:///{(tmp_path / 'w.db').as_posix()}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("WIZARD_SECRET_KEY", "k" * 32)
    monkeypatch.delenv("WIZARD_RETENTION", raising=False)
    with open_store(address) as opened:
        opened.upgrade()
        yield opened


def wizard(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(words), env=environment, catch_exceptions=False)


def filed(store: Store, number: int, *, name: str = "picture.png", **given: Any) -> Ticket:
    """A request with a message, two files, a delivery and a note of what was done."""
    key = f"form-{number}"
    for at, form_key in ((name, key), ("late.txt", f"message-{number}")):
        store.files.stage(
            Attachment(
                form_key=form_key,
                at=NOW,
                name=at,
                media_type="image/png",
                size=3,
                digest=at,
                content=b"\x89PN",
            ),
            5,
        )
    values = {**samples.ticket(number).row(), "form_key": key, **given}
    ticket = store.file_ticket(Ticket(**values), [Order("rt", "ticket", f"key-{number}")]).ticket
    store.add_message(ticket.id, NOW, Author.CUSTOMER, f"message {number}", f"message-{number}")
    store.inbox.note(Audited(NOW, "Ali of the staff", "noted", ticket.id, {}))
    return ticket


def arrived(store: Store) -> None:
    while claimed := store.outbox.claim("worker", NOW + timedelta(days=1), NOW + timedelta(days=2)):
        store.outbox.delivered(claimed.delivery, NOW, "4711", None)


def test_an_archive_holds_all_of_a_person_and_nothing_of_others(store: Store, tmp_path: Path):
    mine = [filed(store, number, contact_email=SARA) for number in (1, 2)]
    filed(store, 3, contact_email=ALI, description="words of Ali")
    done = wizard("privacy", "export", "SARA@example.org", "-o", "sara.zip")
    assert done.exit_code == 0 and "2 requests" in done.output
    assert stat.S_IMODE((tmp_path / "sara.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(tmp_path / "sara.zip") as archive:
        data = json.loads(archive.read("data.json"))
        assert [one["reference"] for one in data["requests"]] == [one.reference for one in mine]
        for request in data["requests"]:
            assert [one["name"] for one in request["files"]] == ["picture.png", "late.txt"]
            assert [archive.read(one["path"]) for one in request["files"]] == [b"\x89PN"] * 2
            assert [one["helpdesk"] for one in request["deliveries"]] == ["rt"]
            assert [one["body"].partition(" ")[0] for one in request["messages"]] == ["message"]
            assert [one["what"] for one in request["history"]] == ["noted"]
    text = json.dumps(data)
    assert "words of Ali" not in text
    assert not [key for key in ("form_key", "token_hash", "body_hash") if key in text]


def test_a_json_file_holds_the_files_too(store: Store, tmp_path: Path):
    filed(store, 1, contact_email=SARA)
    assert wizard("privacy", "export", SARA, "-o", "sara.json").exit_code == 0
    data = json.loads((tmp_path / "sara.json").read_text("utf-8"))
    assert [base64.b64decode(one["content"]) for one in data["requests"][0]["files"]] == [b"\x89PN"] * 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\evil", "/abs", "a\x00b", "\u202egnp", ".", ""])
def test_no_name_of_a_file_leads_out_of_the_archive(store: Store, tmp_path: Path, name: str):
    ticket = filed(store, 1, contact_email=SARA, name=name)
    wizard("privacy", "export", SARA, "-o", "sara.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "sara.zip").read_bytes())) as archive:
        paths = [path for path in archive.namelist() if path != "data.json"]
    assert len(paths) == 2
    for path in paths:
        assert path.startswith(f"files/{ticket.reference}/") and path.count("/") == 2
        assert ".." not in path.split("/") and path.isprintable()


@pytest.mark.parametrize(
    "asked", ["+98 21 1234-5678", "0098 21 12345678", "98 (21) 1234 5678", "+۹۸ ۲۱ ۱۲۳۴ ۵۶۷۸"]
)
def test_a_person_is_found_by_their_number_however_it_is_written(store: Store, asked: str):
    filed(store, 1, contact_email=None, contact_phone="+98 21 1234 5678")
    filed(store, 2, contact_email=None, contact_phone="+98 21 1234 5679")
    done = wizard("privacy", "delete", asked, "--yes")
    assert done.exit_code == 0 and "1 request deleted" in done.output
    assert store.inbox.counts() == {"open": 1}


def test_deleting_leaves_nothing_of_a_person_and_all_of_others(store: Store, tmp_path: Path):
    filed(store, 1, contact_email=SARA)
    arrived(store)
    other = filed(store, 2, contact_email=ALI, description="sara@example.org told me so")
    store.inbox.change(other.id, {"merged_into": 1}, Audited(NOW, "x", "merged", other.id, {}))
    done = wizard("privacy", "delete", SARA, "--yes")
    assert done.exit_code == 0, done.output
    assert "rt 4711" in done.output and other.reference in done.output
    assert store.inbox.of_person(SARA, None) == [] and store.messages_of(1) == []
    assert store.files.of_ticket(1) == [] and store.outbox.deliveries_of(1) == []
    assert store.inbox.audited(1) == []
    kept = store.inbox.ticket(other.id)
    assert kept is not None and kept.merged_into is None
    assert len(store.files.of_ticket(other.id)) == 2 and len(store.messages_of(other.id)) == 1


def test_what_a_program_told_of_a_person_is_handed_over_and_deleted_without_a_request(
    store: Store, tmp_path: Path
):
    for number, email in ((1, SARA), (2, ALI)):
        one = Context(
            id_hash=f"hash-{number}",
            product="lamp",
            nonce=f"nonce-{number}",
            at=NOW,
            expires=NOW + timedelta(days=1),
            facts={},
            identity={"email": email},
        )
        store.contexts.keep(one)
    assert wizard("privacy", "export", SARA, "-o", "sara.json").exit_code == 0
    text = (tmp_path / "sara.json").read_text("utf-8")
    assert [one["identity"] for one in json.loads(text)["contexts"]] == [{"email": SARA}]
    assert "hash-1" not in text and "nonce-1" not in text and ALI not in text
    told = wizard("privacy", "delete", SARA)
    assert (
        told.exit_code == 2
        and "A program told us" in told.output
        and len(store.contexts.of_person(bool)) == 2
    )
    assert wizard("privacy", "delete", SARA, "--yes").exit_code == 0
    assert [one.identity for one in store.contexts.of_person(bool)] == [{"email": ALI}]
    assert wizard("privacy", "delete", SARA, "--yes").exit_code == 1


def test_without_yes_nothing_is_deleted(store: Store):
    ticket = filed(store, 1, contact_email=SARA)
    done = wizard("privacy", "delete", SARA)
    assert done.exit_code == 2 and "1 request would be deleted" in done.output
    assert ticket.reference in done.output
    assert store.inbox.ticket(ticket.id) is not None


@pytest.mark.parametrize("command", ["export", "delete"])
def test_who_never_wrote_is_told_so(store: Store, command: str, tmp_path: Path):
    filed(store, 1, contact_email=SARA)
    options = ["-o", "x.zip"] if command == "export" else ["--yes"]
    done = wizard("privacy", command, "nobody@example.org", *options)
    assert done.exit_code == 1 and "No request" in done.output
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize("who", ["", "   ", "Sara", "12345", "%", "a@b c"])
def test_what_is_no_address_and_no_number_matches_nobody(store: Store, who: str):
    filed(store, 1, contact_email=None, contact_phone=None)
    done = wizard("privacy", "delete", who, "--yes")
    assert done.exit_code == 2 and "neither an e-mail address nor" in done.output
    assert store.inbox.ticket(1) is not None


def test_a_file_that_is_there_stays_as_it_is(store: Store, tmp_path: Path):
    filed(store, 1, contact_email=SARA)
    (tmp_path / "sara.zip").write_text("mine")
    done = wizard("privacy", "export", SARA, "-o", "sara.zip")
    assert done.exit_code == 2 and "Name another one" in done.output
    assert (tmp_path / "sara.zip").read_text() == "mine"
    assert wizard("privacy", "export", SARA, "-o", "sara.txt").exit_code == 2


def test_old_files_and_deliveries_leave_and_their_request_stays(store: Store):
    old = filed(store, 1, at=NOW - timedelta(days=100))
    store.add_message(old.id, NOW - timedelta(days=90), Author.STAFF, "done", "m")
    new = filed(store, 2, at=NOW - timedelta(days=100))
    arrived(store)
    long_ago = NOW - timedelta(days=30)
    assert store.purge(Kind.ATTACHMENT, long_ago) == 0  # a message of today stands in both
    later = NOW + timedelta(days=1)
    store.add_message(new.id, later + timedelta(hours=1), Author.CUSTOMER, "again", "n")
    assert store.purge(Kind.ATTACHMENT, later) == 2
    assert store.purge(Kind.DELIVERY, later) == 1
    assert store.inbox.ticket(old.id) is not None
    assert store.files.of_ticket(old.id) == [] and len(store.files.of_ticket(new.id)) == 2
    assert len(store.outbox.deliveries_of(new.id)) == 1


def test_what_has_not_arrived_yet_never_grows_old(store: Store):
    filed(store, 1, at=NOW - timedelta(days=100))
    for kind in (Kind.TICKET, Kind.ATTACHMENT, Kind.DELIVERY):
        assert store.purge(kind, NOW + timedelta(days=1)) == 0
    arrived(store)
    assert store.purge(Kind.TICKET, NOW + timedelta(days=1)) == 1


def test_a_letter_that_cannot_be_delivered_does_not_keep_its_request_for_ever(store: Store):
    ticket = samples.ticket(1)
    store.file_ticket(ticket, [Order("mail", "copy", "key")])
    assert store.purge(Kind.TICKET, NOW + timedelta(days=1)) == 1


def test_notes_of_what_was_done_grow_old(store: Store):
    store.inbox.note(Audited(NOW - timedelta(days=9), "x", "y", None, {}))
    store.inbox.note(Audited(NOW, "x", "y", None, {}))
    assert store.purge(Kind.AUDIT, NOW - timedelta(days=1)) == 1


def test_the_setting_says_how_old_what_may_get(store: Store):
    store.inbox.note(Audited(NOW - timedelta(days=9), "x", "y", None, {}))
    done = wizard("db", "purge", WIZARD_RETENTION="audit=5, search=10")
    assert done.exit_code == 0
    assert done.output.splitlines() == ["audit: 1 deleted", "search: 0 deleted"]


@pytest.mark.parametrize("setting", ["audit", "audit=0", "audit=-1", "audit=x", "nothing=3", "audit=1;x=2"])
def test_a_setting_that_cannot_be_used_deletes_nothing(store: Store, setting: str):
    store.inbox.note(Audited(NOW - timedelta(days=9), "x", "y", None, {}))
    done = wizard("db", "purge", WIZARD_RETENTION=setting)
    assert done.exit_code == 2 and "WIZARD_RETENTION" in done.output
    assert store.purge(Kind.AUDIT, NOW) == 1


def test_a_purge_that_names_nothing_says_so(store: Store):
    done = wizard("db", "purge")
    assert done.exit_code == 2 and "WIZARD_RETENTION" in done.output
