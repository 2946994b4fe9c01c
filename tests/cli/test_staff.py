"""`wizard staff`: accounts added, listed, shut, given another password; none stands on a command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from wizard.cli import main
from wizard.cli.staff import PASSWORD
from wizard.staff.accounts import log_in
from wizard.store import Role, Store, open_store

SECRET = "correct horse battery"
SARA = ("sara@example.org", "--name", "Sara")


@pytest.fixture
def url(tmp_path, monkeypatch) -> str:
    address = f"sqlite:///{(tmp_path / 'w.db').as_posix()}"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("WIZARD_SECRET_KEY", "k" * 32)
    monkeypatch.delenv(PASSWORD, raising=False)
    return address


@pytest.fixture
def store(url):
    with open_store(url) as opened:
        opened.upgrade()
        yield opened


def staff(*words: str, typed: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(
        main, ["staff", *words], input=typed, env={**environment}, catch_exceptions=False
    )


def test_an_account_is_added_with_a_password_from_the_environment(store: Store):
    done = staff("add", *SARA, "--role", "writer", "--locale", "fa", **{PASSWORD: SECRET})
    assert done.exit_code == 0, done.output
    sara = log_in(store, "SARA@example.org", SECRET)
    assert sara is not None and (sara.name, sara.role, sara.locale) == ("Sara", Role.WRITER, "fa")
    assert SECRET not in done.output and SECRET not in sara.password


def test_an_account_is_added_with_a_password_from_standard_input(store: Store):
    assert staff("add", *SARA, "--password-stdin", typed=f"{SECRET}\r\n").exit_code == 0
    assert log_in(store, "sara@example.org", SECRET) is not None


def test_without_a_terminal_and_a_password_it_says_where_to_put_one(store: Store):
    done = staff("add", *SARA)
    assert done.exit_code == 2 and PASSWORD in done.output
    assert store.staff.everybody() == []


@pytest.mark.parametrize("option", ["--password", "-p"])
def test_no_option_takes_a_password(store: Store, option: str):
    assert staff("add", *SARA, option, SECRET).exit_code == 2


@pytest.mark.parametrize(
    ("email", "name", "password", "said"),
    [
        ("nobody", "Sara", SECRET, "no e-mail address"),
        ("a@b\nc.org", "Sara", SECRET, "no e-mail address"),
        ("sara@example.org", "  ", SECRET, "the name"),
        ("sara@example.org", "Sara\u202e", SECRET, "the name"),
        ("sara@example.org", "Sara", "short", "12 to 200 characters"),
        ("sara@example.org", "Sara", "SARA@example.org", "not be the e-mail address"),
        ("sara@example.org", "Sara", "x" * 500, "12 to 200 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_word(store: Store, email: str, name: str, password: str, said: str):
    done = staff("add", email, "--name", name, **{PASSWORD: password})
    assert done.exit_code == 2 and said in done.output
    assert store.staff.everybody() == []


def test_an_address_has_one_account(store: Store):
    assert staff("add", *SARA, **{PASSWORD: SECRET}).exit_code == 0
    again = staff("add", "Sara@Example.org", "--name", "Other", **{PASSWORD: SECRET})
    assert again.exit_code == 2 and "there is an account" in again.output.lower()
    assert [one.name for one in store.staff.everybody()] == ["Sara"]


def test_the_list_says_who_may_log_in_and_holds_no_hash(store: Store):
    staff("add", *SARA, **{PASSWORD: SECRET})
    staff("add", "ali@example.org", "--name", "Ali", "--role", "admin", **{PASSWORD: SECRET})
    assert staff("disable", "ali@example.org").exit_code == 0
    told = staff("list").output
    assert told.splitlines() == [
        "ali@example.org  admin  Ali  (may not log in)",
        "sara@example.org  agent  Sara",
    ]


def test_another_password_and_shutting_an_account_end_its_logins(store: Store):
    staff("add", *SARA, **{PASSWORD: SECRET})
    first = log_in(store, "sara@example.org", SECRET)
    assert first is not None
    assert staff("password", "sara@example.org", **{PASSWORD: "yet another secret"}).exit_code == 0
    second = log_in(store, "sara@example.org", "yet another secret")
    assert second is not None and second.login != first.login
    assert log_in(store, "sara@example.org", SECRET) is None
    staff("disable", "sara@example.org")
    assert log_in(store, "sara@example.org", "yet another secret") is None
    staff("disable", "sara@example.org", "--undo")
    third = log_in(store, "sara@example.org", "yet another secret")
    assert third is not None and third.login != second.login


@pytest.mark.parametrize("command", ["password", "disable"])
def test_an_account_that_is_not_there_is_named(store: Store, command: str):
    done = staff(command, "nobody@example.org", **{PASSWORD: SECRET})
    assert done.exit_code == 2 and "nobody@example.org" in done.output


def test_passwords_are_the_same_however_a_keyboard_writes_them(store: Store):
    staff("add", *SARA, **{PASSWORD: "cafe\u0301 au lait sucre\u0301"})
    assert log_in(store, "sara@example.org", "caf\u00e9 au lait sucr\u00e9") is not None
