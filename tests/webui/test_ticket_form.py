"""What is known stands in the form already: product, version, facts with who told them; serials are shown masked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.webui.conftest import SAMPLES, Site
from wizard.masking import looks_like_serial, masked
from wizard.store import Ticket

W = "known-0123456789"


def filed(site: Site, key: str) -> Ticket:
    ticket = site.store.ticket_by_form_key(f"{W}-{key}")
    assert ticket is not None
    return ticket


@pytest.fixture
def known(start, tmp_path) -> Site:
    """A site whose product tells itself and its version, with hours and a word on privacy."""
    (tmp_path / "lamp.yaml").write_text(
        "format: 1\ntitle: Lamp\nticket: {fields: [bits, program-version, picture]}\n"
        "steps:\n  look: {tell: Look at it., goto: next}\n"
    )
    (tmp_path / "bulb.yaml").write_text(
        "format: 1\ntitle: Bulb\nproducts: [desk]\nsteps:\n  look: {tell: Look at it., goto: next}\n"
    )
    (tmp_path / "_site.yaml").write_text(
        "default_locale: en\nlocales: {en: source, fa: offered, ar: offered}\nstages: {use: Using}\n"
        "products: {desk: {name: Desk lamp}, floor: {name: Floor lamp}}\n"
        "time_zone: Asia/Tehran\nhours:\n  - {days: [sat, sun, mon, tue, wed], from: '08:00', to: '16:00'}\n"
        "promise: We reply within one working day.\n"
        "consent: |\n  {site.kept}\n\n  Our rules: {site.rules}\n"
        "slots:\n  kept: {about: a, value: Requests are kept for two years.}\n  rules: {about: a, value: ''}\n"
    )
    (tmp_path / "_facts.yaml").write_text(
        "product: {about: Product, values: {desk: Desk lamp, floor: Floor lamp}}\n"
        "program-version: {about: Version, type: version}\n"
        "bits: {about: Bits, values: {x64: 64-bit, x32: 32-bit}}\n"
    )
    (tmp_path / "_fields.yaml").write_text(
        "product: {label: Which lamp?, type: product, always: true}\n"
        "program-version: {label: Which version?, type: version}\n"
        "bits: {label: Bits, type: choice, options: {x64: 64-bit, x32: 32-bit}}\n"
        "picture: {label: A picture of the lamp, help: By daylight., type: file}\n"
        "serial: {label: Serial, type: serial, personal: true, always: true}\n"
    )
    return start(tmp_path)


def test_what_the_product_told_stands_in_the_boxes_and_is_filed(known: Site):
    address = f"/en/lamp/ticket?product~host=floor&program-version~host=3.1&bits~probe=x64&_w={W}-told"
    page = known.get(address)
    assert page.form.lists["field.product"] == "floor"
    assert page.form.boxes["field.program-version"] == "3.1"
    assert page.form.marked("field.bits") == ["x64"]
    assert "your program told us" in page.text and "found by the check of your computer" in page.text
    known.ticket(address)
    ticket = filed(known, "told")
    assert (ticket.product, ticket.version) == ("floor", "3.1")
    assert ticket.fields == {"bits": "x64"}


def test_what_the_customer_writes_counts_more_than_what_was_known(known: Site):
    known.ticket(
        f"/en/lamp/ticket?product~host=floor&program-version~host=3.1&_w={W}-other",
        **{"field.product": "desk", "field.program-version": "۴٫۲"},
    )
    ticket = filed(known, "other")
    assert (ticket.product, ticket.version) == ("desk", "4.2")


def test_a_tree_for_one_product_names_it(known: Site):
    assert known.get(f"/en/bulb/ticket?_w={W}-bulb").form.lists["field.product"] == "desk"
    assert "field.product" in known.get(f"/en/ticket?_w={W}-plain").form.lists


def test_a_product_that_is_not_offered_is_no_choice(known: Site):
    page = known.ticket(f"/en/lamp/ticket?_w={W}-made-up", **{"field.product": "<b>"})
    assert page.status == 422 and "Choose one of the answers" in page.text


def test_fields_of_every_form_stand_on_the_plain_one_too(known: Site):
    page = known.get(f"/en/ticket?_w={W}-always")
    assert {"field.product", "field.serial"} <= {*page.form.boxes, *page.form.lists}
    assert "field.program-version" not in page.form.boxes


def test_a_field_for_a_file_says_what_helps(known: Site):
    page = known.get(f"/en/lamp/ticket?_w={W}-helps")
    assert "A picture of the lamp" in page.text and "By daylight." in page.text
    assert "field.picture" not in page.form.boxes


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AB12-CD34-EF56", "AB12-CD34-EF56"),
        ("ab12 cd34 ef56", "ab12-cd34-ef56"),
        ("۱۲۳۴–۵۶۷۸", "1234-5678"),
        ("\u200e١٢٣٤٥٦\u200f", "123456"),
        (" AB12 \u2212 CD34 ", "AB12-CD34"),
        ("EF56", "EF56"),
    ],
)
def test_a_serial_is_taken_in_any_digits_and_groups(known: Site, typed: str, kept: str):
    key = f"serial-{kept}"
    assert known.ticket(f"/en/ticket?_w={W}-{key}", **{"field.serial": typed}).status == 303
    fields = filed(known, key).fields
    assert isinstance(fields, dict) and fields["serial"] == kept


@pytest.mark.parametrize("typed", ["123", "AB12/CD34!", "سریال", "x" * 41, "<b>12345</b>"])
def test_what_is_no_serial_is_said_to_and_stays_in_its_box(known: Site, typed: str):
    page = known.ticket(f"/en/ticket?_w={W}-wrong", **{"field.serial": typed})
    assert page.status == 422 and "Write the serial as it stands on the card" in page.text
    assert page.form.boxes["field.serial"] not in ("", "••••")


def test_a_pattern_of_a_serial_counts(samples: Site):
    page = samples.ticket(f"/en/ticket?_w={W}-pattern", **{"field.card-device-serial": "abcd1234"})
    assert page.status == 422 and "Write this as its description says" in page.text
    again = samples.send(page.form, {"field.card-device-serial": "ABCD-۱۲۳۴"})
    assert again.status == 303


def test_a_serial_that_was_sent_is_shown_by_its_last_four_alone(known: Site):
    sent = known.ticket(f"/en/ticket?_w={W}-masked", **{"field.serial": "AB12-CD34-EF56"})
    page = known.follow(sent)
    assert "AB12" not in page.html and "CD34" not in page.html
    assert "••••EF56" in page.text


@pytest.mark.parametrize(
    ("serial", "shown"),
    [("AB12-CD34", "••••CD34"), ("1234-5-6", "••••3456"), ("EF56", "••••EF56"), ("", ""), ("--", "")],
)
def test_of_a_serial_the_last_four_are_shown(serial: str, shown: str):
    assert masked(serial) == shown


def test_a_value_without_a_field_is_masked_when_it_looks_like_a_serial():
    assert looks_like_serial("AB12-CD34-EF56") and looks_like_serial("12345678")
    assert not any(map(looks_like_serial, ("own", "AB12", "two words 12345678", "notebook", "")))


@pytest.mark.parametrize(
    ("now", "locale", "said"),
    [
        (datetime(2026, 3, 21, 8, 30, tzinfo=UTC), "en", "Somebody is here now, until 16:00."),
        (
            datetime(2026, 3, 21, 14, tzinfo=UTC),
            "en",
            "Requests are read again from Sunday 22 March 2026 08:00",
        ),
        (datetime(2026, 3, 21, 14, tzinfo=UTC), "fa", "از یک‌شنبه ۲ فروردین ۱۴۰۵، ساعت ۰۸:۰۰ خوانده می‌شود"),
        (datetime(2026, 3, 21, 14, tzinfo=UTC), "ar", "ابتداءً من الأحد 22 مارس 2026 08:00"),
    ],
)
def test_when_requests_are_read_stands_in_the_calendar_of_the_language(
    known: Site, now: datetime, locale: str, said: str
):
    known.now = now
    page = known.get(f"/{locale}/ticket?_w={W}-hours")
    assert said in page.text and "We reply within one working day." in page.text


def test_what_is_sent_and_how_long_it_is_kept_stands_above_the_button(known: Site):
    page = known.get(f"/en/ticket?_w={W}-consent")
    assert "What goes to us: your words, the answers that are ticked" in page.text
    assert "Requests are kept for two years." in page.text
    assert "Our rules" not in page.text  # its slot is empty


def test_the_first_button_of_the_form_sends_so_that_enter_does(samples: Site):
    page = samples.get(f"/en/ticket?_w={W}-enter")
    assert page.html.index('<button class="away" type="submit"') < page.html.index('name="attach"')
    assert page.form.attributes["enctype"] == "multipart/form-data"


def test_the_small_trees_have_every_type_of_field():
    types = {
        line.split()[1] for line in (SAMPLES / "_fields.yaml").read_text().splitlines() if "type:" in line
    }
    assert types >= {"text", "long", "choice", "last4", "serial", "product", "version", "file"}


def test_a_file_that_would_help_is_never_in_the_way(start, tmp_path):
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "lamp.yaml").write_text(
        "format: 1\ntitle: Lamp\nticket: {fields: [shot]}\nsteps:\n  try: {fix: Try it, how: Do it.}\n"
    )
    (trees / "_fields.yaml").write_text("format: 1\nshot: {label: A picture, type: file, required: true}\n")
    site = start(trees, tmp_path / "wizard.db")
    assert site.ticket("/en/lamp/ticket").status == 303
    body = {"tree": "lamp", "email": "reader@example.org"}
    sent = site.client.post("/api/v1/tickets", json=body, headers={"Idempotency-Key": "one-of-its-own-01"})
    assert sent.status_code == 201
