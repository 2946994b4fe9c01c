"""`wizard keys`: a key is shown once, listed without itself, revoked at once; the store never holds it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from wizard import api_keys
from wizard.api_keys import Scope
from wizard.cli import main
from wizard.store import Store, open_store


@pytest.fixture
def keys(tmp_path, monkeypatch):
    """Runs `wizard keys …` on a database of its own."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'wizard.db'}")
    monkeypatch.setenv("WIZARD_DATA", str(tmp_path))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["keys", *arguments])

    return run


@pytest.fixture
def store(tmp_path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'wizard.db'}")


def test_a_key_is_printed_alone_and_opens(keys, store, tmp_path):
    done = keys("add", "Portal", "--scope", "tickets:write", "--scope", "walks:read")
    assert done.exit_code == 0
    key = done.stdout.strip()
    assert key.startswith("rahgosha_") and len(key) > 50
    assert "not shown again" in done.stderr
    found = api_keys.find(store, key)
    assert found and found.name == "Portal" and set(found.scopes) == {"walks:read", "tickets:write"}
    assert key.encode() not in (tmp_path / "wizard.db").read_bytes()


def test_the_list_tells_scopes_and_what_is_revoked_but_no_key(keys):
    key = keys("add", "Portal", "--scope", "walks:read").stdout.strip()
    keys("add", "Desk", "--scope", "tickets:read")
    keys("revoke", "Portal")
    listed = keys("list").stdout
    today = datetime.now(UTC).date().isoformat()
    assert listed.splitlines() == [
        f"Desk  tickets:read  since {today}",
        f"Portal  walks:read  since {today}  revoked {today}",
    ]
    assert key not in listed


def test_a_revoked_key_opens_nothing(keys, store):
    key = keys("add", "Portal", "--scope", "walks:read").stdout.strip()
    assert "opens nothing any more" in keys("revoke", "Portal").stdout
    assert api_keys.find(store, key) is None
    assert keys("revoke", "Portal").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "Portal", "--scope", "walks:read"), "There is or was a key called Portal"),
        (("add", " ", "--scope", "walks:read"), "A key needs a name"),
        (("add", "x" * 81, "--scope", "walks:read"), "A key needs a name of 1 to 80"),
        (("revoke", "Nobody"), "There is no key called Nobody"),
        (("add", "Other", "--scope", "everything"), "Invalid value for '--scope'"),
        (("add", "Other"), "Missing option '--scope'"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_remedy(keys, arguments, said):
    keys("add", "Portal", "--scope", "walks:read")
    done = keys(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_making_and_revoking_is_noted_without_the_key(keys, store):
    key = keys("add", "Portal", "--scope", "walks:read").stdout.strip()
    keys("revoke", "Portal")
    keys("revoke", "Portal")
    with store._database.read() as connection:
        rows = connection.exec_driver_sql("SELECT what, who, details FROM audit ORDER BY id").all()
    assert [row[:2] for row in rows] == [
        ("api-key-added", "wizard keys"),
        ("api-key-revoked", "wizard keys"),
    ]
    assert key not in str(rows)


@pytest.mark.parametrize(
    "key", ["", "rahgosha_", "rahgosha_wrong", "other_x", "rahgosha_" + "x" * 5_000, "\ud800"]
)
def test_what_is_no_key_opens_nothing(keys, store, key):
    keys("add", "Portal", "--scope", "walks:read")
    assert api_keys.find(store, key) is None


def test_scopes_are_kept_in_their_own_order_once_each(keys, store):
    keys("add", "Portal", "--scope", "tickets:write", "--scope", "walks:read", "--scope", "walks:read")
    assert store.api_keys.all()[0].scopes == (Scope.WALKS_READ, Scope.TICKETS_WRITE)
