"""Opening, migrating, and what is said when the database will not do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tests.store import samples
from wizard.store import (
    SchemaTooNew,
    SchemaTooOld,
    Store,
    StoreBusy,
    StoreUnreachable,
    WrongStoreUrl,
    open_store,
    schema,
    tables,
)
from wizard.store.migrating import migrations
from wizard.store.sqlite import SqliteDatabase


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_the_migrations_make_exactly_the_tables_of_the_program(store, url):
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()


def test_every_migration_is_listed_in_order():
    found = ScriptDirectory.from_config(migrations()).walk_revisions()
    assert tuple(reversed([script.revision for script in found])) == schema.REVISIONS


def test_upgrading_again_keeps_what_is_there(store):
    store.file_ticket(samples.ticket())
    store.upgrade()
    store.check()
    assert store.ticket_by_form_key("form-1") is not None


def test_without_tables_the_remedy_is_an_upgrade(url):
    with open_store(url) as store:
        with pytest.raises(SchemaTooOld, match="wizard db upgrade"):
            store.check()
        with pytest.raises(SchemaTooOld, match="wizard db upgrade"):
            store.record_event(samples.event("where"), [])
        with pytest.raises(SchemaTooOld, match="wizard db upgrade"):
            store.ticket_by_form_key("form-1")
        store.upgrade()
        store.record_event(samples.event("where"), [])


def test_tables_of_a_later_program_are_left_alone(store, url):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaTooNew, match="9999"):
        store.check()
    with pytest.raises(SchemaTooNew, match="newer program"):
        store.upgrade()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "wizard.db",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://user:secret@host/name",
        "postgresql://h:port/",
    ],
)
def test_a_url_that_names_no_usable_database_is_explained(url):
    with pytest.raises(WrongStoreUrl, match="postgresql://user@host/name") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path):
    pytest.importorskip("psycopg")
    url = f"postgresql://user:secret@/name?host={tmp_path}"
    with open_store(url) as store, pytest.raises(StoreUnreachable) as caught:
        store.check()
    assert "user:***@" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnreachable, match=r"file/wizard\.db"):
        open_store(f"sqlite:///{tmp_path}/file/wizard.db")


def test_a_file_that_is_no_database_is_explained_and_left_alone(tmp_path):
    (tmp_path / "wizard.db").write_text("these are no tables\n" * 100)
    with pytest.raises(StoreUnreachable, match="not a database"):
        open_store(f"sqlite:///{tmp_path}/wizard.db")
    assert (tmp_path / "wizard.db").read_text().startswith("these are no tables")


def test_a_program_that_keeps_the_file_locked_is_waited_for_and_then_named(sqlite_url, monkeypatch):
    monkeypatch.setattr("wizard.store.sqlite.STRANGER", 0.01)
    with open_store(sqlite_url) as store:
        store.upgrade()
        stranger = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="locked"):
            store.record_event(samples.event("where"), [])
        with pytest.raises(StoreBusy, match="locked"):
            store.file_ticket(samples.ticket())
        assert store.events_of("walk-1") == [], "reading goes on"
        stranger.execute("ROLLBACK")
        stranger.close()
        store.record_event(samples.event("where"), [])
        store.file_ticket(samples.ticket())


def test_a_queue_that_stands_still_ends_in_an_error_not_in_waiting_for_ever(sqlite_url, monkeypatch):
    monkeypatch.setattr("wizard.store.lock.PATIENCE", 0.01)
    database = SqliteDatabase(file_of(sqlite_url))
    with database.write(), pytest.raises(StoreBusy), database.write():
        raise AssertionError("the lock was given twice")
    database.close()


def test_a_full_disk_is_explained_and_the_store_recovers(sqlite_url):
    database = SqliteDatabase(file_of(sqlite_url))
    with Store(database) as store:
        store.upgrade()
        with database.write_bare() as bare:
            pages = bare.execute("PRAGMA page_count").fetchone()[0]
            bare.execute(f"PRAGMA max_page_count = {pages}")
        store.record_event(samples.event("where"), [])
        with pytest.raises(StoreUnreachable, match="full"):
            store.record_event(samples.event("long", "x" * 100_000), ["where"])
        bare.execute("PRAGMA max_page_count = 1000000")
        store.record_event(samples.event("after"), ["where"])
        assert [event.step for event in store.events_of("walk-1")] == ["where", "after"]


def test_sqlite_runs_in_wal_mode_and_only_durable_writes_wait_for_the_disk(sqlite_url):
    database = SqliteDatabase(file_of(sqlite_url))
    normal, full = 1, 2
    with database.write_bare() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (normal,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    for durable, level in [(True, full), (False, normal), (True, full)]:
        with database.write(durable=durable) as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == level
    database.close()


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=str)
def test_every_column_is_described(table):
    lines = (Path(__file__).resolve().parents[2] / "docs" / "store.md").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith(f"| `{table.name}` |")]
    described = line.split("|")[3].split("`")[1::2]
    assert set(described) - {"customer"} == set(table.c.keys())
