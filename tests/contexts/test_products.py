"""The file of products: keys by their ids, secrets from the environment, everything wrong named at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from tests.contexts.signing import ENVIRONMENT, FILE, SECRET, SITE
from wizard.contexts.products import BadProducts, Products, products_of


def read(folder: Path, text: str | bytes, public_url: str = "", environment=ENVIRONMENT) -> Products:
    file = folder / "products.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return products_of(file, public_url, environment)


def wrong(folder: Path, text: str | bytes, **more) -> str:
    with pytest.raises(BadProducts) as found:
        read(folder, text, **more)
    return str(found.value)


KEY = '[[lamp.keys]]\nid = "lamp-2026"\nsecret_env = "LAMP_2026"\n'


def test_without_a_file_there_are_no_products():
    assert products_of(None, SITE) == Products()


def test_keys_are_found_by_their_ids(tmp_path):
    found = read(tmp_path, FILE)
    assert found.audience == SITE and set(found.keys) == {"lamp-2026", "lamp-2025"}
    one, old = found.keys["lamp-2026"], found.keys["lamp-2025"]
    assert (one.product, one.secret, one.until, one.facts) == ("lamp", SECRET.encode(), None, None)
    assert old.until == datetime.combine(date(2026, 4, 30), time.max, UTC), "the day itself counts still"


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("9999-12-31", datetime.combine(date(9999, 12, 31), time.max, UTC)),
        ("2026-04-30T12:00:00", datetime(2026, 4, 30, 12, tzinfo=UTC)),
        ("2026-04-30T12:00:00+03:30", datetime(2026, 4, 30, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_key_ends_with_a_day_or_at_a_moment(tmp_path, written, until):
    found = read(tmp_path, f"{KEY}until = {written}\n", public_url=SITE)
    assert found.keys["lamp-2026"].until == until


def test_the_audience_is_the_public_address_unless_the_file_names_another(tmp_path):
    assert read(tmp_path, KEY, public_url=SITE).audience == SITE
    assert read(tmp_path, f'audience = "x"\n{KEY}', public_url=SITE).audience == "x"
    assert "audience is missing" in wrong(tmp_path, KEY)


def test_what_a_product_may_vouch_for_can_be_listed(tmp_path):
    found = read(tmp_path, f'[lamp]\nfacts = ["build"]\n{KEY}', public_url=SITE)
    assert found.keys["lamp-2026"].facts == frozenset({"build"})


def test_a_secret_is_shown_nowhere(tmp_path):
    assert SECRET not in repr(read(tmp_path, FILE)) + wrong(tmp_path, KEY + "x = 1\n", public_url=SITE)


def test_everything_that_is_wrong_is_named_at_once(tmp_path):
    text = (
        'colour = "red"\n[Lamp]\nfacts = "build"\nsize = 1\n'
        '[[Lamp.keys]]\nid = "a b"\nsecret_env = "NOT_SET"\nuntil = "soon"\nsecret = "abc"\n'
        '[[desk.keys]]\nid = "one"\nsecret_env = "SHORT"\n[[desk.keys]]\nid = "two"\nsecret_env = 5\n[floor]\n'
    )
    said = wrong(tmp_path, text, public_url=SITE, environment={"SHORT": "short", **ENVIRONMENT})
    for slip in (
        "[colour] must be a table",
        "[Lamp] is no name",
        "[Lamp] size is no key of a product",
        "[Lamp] facts must be a list",
        "[Lamp] key 1: id must be small letters",
        "[Lamp] key 1: until must be a day",
        "[Lamp] key 1: secret_env names the environment variable NOT_SET, which is not set",
        "[Lamp] key 1: secrets do not stand in this file",
        "[desk] key 1: the secret in SHORT is shorter than 32 bytes",
        "[desk] key 2: secret_env must be the name",
        "[floor] needs a key",
    ):
        assert slip in said


def test_two_keys_of_one_id_are_refused_also_across_products(tmp_path):
    said = wrong(tmp_path, KEY + KEY.replace("lamp.", "desk."), public_url=SITE)
    assert "[desk] key 1: there is another key lamp-2026" in said


@pytest.mark.parametrize(
    "text", [b"\xff\xfe", b"[", b"a" * 1_100_000, b"x = " + b"[" * 100_000, b"x = " + b"9" * 5_000]
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path, text):
    assert "products.toml" in wrong(tmp_path, text)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(BadProducts, match="cannot be read"):
        products_of(tmp_path / "none.toml")
