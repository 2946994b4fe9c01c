"""E-mail against a real mail server: headers, threads, encryption, log in, and every way a server says no."""

from __future__ import annotations

import re

import pytest

from tests.delivery.helpdesks.desks import Desk, email_desk, parcel_of
from tests.delivery.helpdesks.mailbox import Mailbox, mailbox
from wizard.delivery.helpdesk import Refused, Unavailable, Unclear

PASSWORD = "right-secret"


def encrypted(box: Mailbox, kind: str, ca_file: str | None, **changed) -> tuple[Desk, dict]:
    desk = email_desk(box)
    return desk, {"tls": kind, "host": "127.0.0.1", "port": box.port, "ca_file": ca_file, **changed}


def test_the_support_team_can_answer_the_customer(email_desk, box, tmp_path, reference):
    email_desk.adapter(tmp_path, from_name="راهگشا").create(parcel_of(reference))
    [message] = box.messages()
    assert message["From"].addresses[0].display_name == "راهگشا"
    assert message["To"] == "support@example.org"
    assert message["Reply-To"].addresses[0].display_name == "مریم رضایی"
    assert message["Reply-To"].addresses[0].addr_spec == "maryam@example.org"
    assert message["Auto-Submitted"] is None
    assert box.taken[0].rcpt_tos == ["support@example.org"]
    assert box.taken[0].mail_from == "help@example.org"


def test_without_to_it_writes_to_the_customer(box, mail, reference):
    mail.create(parcel_of(reference, "copy"))
    [message] = box.messages()
    assert message["To"] == "maryam@example.org"
    assert message["Reply-To"] is None
    assert message["Auto-Submitted"] == "auto-generated"


def test_who_has_no_address_gets_none(mail, box, reference):
    with pytest.raises(Refused, match="no address"):
        mail.create(parcel_of(reference, "copy", email=None))
    assert box.taken == []


@pytest.fixture
def mail(box, tmp_path):
    """The adapter by which customers get e-mails."""
    from wizard.delivery.settings import helpdesks_of

    file = tmp_path / "mail.toml"
    file.write_text(
        f'[mail]\nkind = "email"\nhost = "127.0.0.1"\nport = {box.port}\ntls = "none"\nfrom = "help@example.org"\n'
    )
    return helpdesks_of(file, {}).helpdesks["mail"]


def test_a_repetition_has_the_same_message_id(email_desk, box, tmp_path, reference):
    first = email_desk.adapter(tmp_path).create(parcel_of(reference))
    second = email_desk.adapter(tmp_path).create(parcel_of(reference))
    assert first == second
    ids = [message["Message-ID"] for message in box.messages()]
    assert ids == [first.external_id] * 2
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", ids[0])


def test_another_key_has_another_message_id(email_desk, box, tmp_path, reference):
    adapter = email_desk.adapter(tmp_path)
    assert adapter.create(parcel_of(reference)) != adapter.create(parcel_of(reference, "copy"))


@pytest.mark.parametrize(("first", "later"), [("ticket", "said:9"), ("copy", "reply:9")])
def test_what_follows_stands_in_the_same_thread(email_desk, box, tmp_path, reference, first, later):
    adapter = email_desk.adapter(tmp_path)
    adapter.create(parcel_of(reference, first))
    adapter.create(parcel_of(reference, later))
    begun, followed = box.messages()
    assert begun["In-Reply-To"] is None
    assert followed["In-Reply-To"] == followed["References"] == begun["Message-ID"]
    assert followed["Message-ID"] != begun["Message-ID"]


def test_nothing_typed_becomes_a_header(email_desk, box, tmp_path, reference):
    evil = "x\r\nBcc: all@example.org\r\n\r\n<script>"
    email_desk.adapter(tmp_path).create(parcel_of(reference, subject=f"[{reference}] {evil}", name=evil))
    [message] = box.messages()
    assert message["Bcc"] is None
    assert message["Subject"] == f"[{reference}] x Bcc: all@example.org <script>"
    assert box.taken[0].rcpt_tos == ["support@example.org"]


@pytest.mark.parametrize(
    "address",
    ["a@b@c", "x\r\nRCPT TO:<y@example.org>@example.org", "@example.org", "a@", "", "a b@c.d", "a@b..c"],
)
def test_an_address_that_is_none_is_refused(mail, box, reference, address):
    with pytest.raises(Refused):
        mail.create(parcel_of(reference, "copy", email=address))
    assert box.taken == []


def test_a_persian_domain_is_written_as_mail_servers_do(mail, box, reference):
    mail.create(parcel_of(reference, "copy", email="maryam@مثال.ایران"))
    assert box.taken[0].rcpt_tos == ["maryam@xn--mgbh0fb.xn--mgba3a4f16a"]


def test_a_persian_address_needs_a_mail_server_that_knows_such(mail, box, reference):
    mail.create(parcel_of(reference, "copy", email="مریم@example.org"))
    assert box.taken[0].rcpt_tos == ["مریم@example.org"]
    with mailbox(utf8=False) as old:
        mail._given["port"] = old.port
        with pytest.raises(Refused, match="cannot do"):
            mail.create(parcel_of(reference, "copy", email="مریم@example.org"))


def test_the_text_is_text_whatever_it_holds(email_desk, tmp_path, reference):
    text = "سلام\n.\n..\nFrom me\n" + "x" * 2000 + "\n\t tabs\nend"
    email_desk.adapter(tmp_path).create(parcel_of(reference, text=text))
    [arrived] = email_desk.arrived(reference)
    assert arrived.text.replace("\r", "").rstrip("\n") == text


@pytest.mark.parametrize("word", ["RCPT", "DATA"])
def test_greylisting_is_waited_out(email_desk, box, tmp_path, reference, word):
    box.says[word] = ["451 4.7.1 greylisted, come again"]
    adapter = email_desk.adapter(tmp_path)
    with pytest.raises(Unavailable, match=r"451: 4\.7\.1 greylisted"):
        adapter.create(parcel_of(reference))
    adapter.create(parcel_of(reference))
    assert len(email_desk.arrived(reference)) == 1


@pytest.mark.parametrize("word", ["RCPT", "DATA"])
def test_a_final_no_is_refused(email_desk, box, tmp_path, reference, word):
    box.says[word] = ["550 5.1.1 no such user"]
    with pytest.raises(Refused, match=r"550: 5\.1\.1 no such user"):
        email_desk.adapter(tmp_path).create(parcel_of(reference))


def test_a_server_that_hangs_up_on_the_last_word_leaves_it_unclear(email_desk, box, tmp_path, reference):
    box.says["DATA"] = ["after"]
    adapter = email_desk.adapter(tmp_path)
    with pytest.raises(Unclear):
        adapter.create(parcel_of(reference))
    assert adapter.repeats
    adapter.create(parcel_of(reference))
    first, second = box.messages()
    assert first["Message-ID"] == second["Message-ID"]


# The mail server does not know that the first byte is encrypted already.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("kind", ["starttls", "tls"])
def test_it_speaks_encrypted_and_logs_in(kind, tls, ca_file, tmp_path, reference):
    with mailbox(tls, from_first_byte=kind == "tls", password=PASSWORD) as box:
        desk, keys = encrypted(box, kind, ca_file, user="wizard")
        adapter = login(desk, tmp_path, keys, PASSWORD)
        assert "lets us in" in adapter.check()
        adapter.create(parcel_of(reference))
        assert len(desk.arrived(reference)) == 1
        with pytest.raises(Refused, match="535") as told:
            login(desk, tmp_path, keys, "wrong-password").create(parcel_of(reference))
        assert "wrong-password" not in told.value.reason
        with pytest.raises(Refused, match="530"):
            desk.adapter(tmp_path, **{**keys, "user": None}).create(parcel_of(reference))


def login(desk, tmp_path, keys, password):
    from dataclasses import replace

    return replace(desk, secrets={"password": password}).adapter(tmp_path, **keys)


def test_starttls_with_a_certificate_of_a_stranger_is_broken_off(tls, tmp_path, reference):
    with mailbox(tls, password=PASSWORD) as box:
        desk, keys = encrypted(box, "starttls", None, user="wizard")
        with pytest.raises(Unavailable, match="certificate"):
            login(desk, tmp_path, keys, PASSWORD).create(parcel_of(reference))
        assert box.taken == []


def test_without_encryption_nothing_is_sent_where_it_is_asked_for(box, ca_file, tmp_path, reference):
    desk, keys = encrypted(box, "starttls", ca_file)
    with pytest.raises(Refused, match="cannot do"):
        desk.adapter(tmp_path, **keys).create(parcel_of(reference))
    assert box.taken == []
