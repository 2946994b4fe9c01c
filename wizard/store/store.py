"""The store: everything the program remembers, behind one value. Moments and ids come from the caller."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from wizard.store import events, feedback, purge, revisions, schema, searches, throttle, tickets
from wizard.store.api_keys import ApiKeys
from wizard.store.co_walks import CoWalks
from wizard.store.contexts import Contexts
from wizard.store.database import Database
from wizard.store.errors import WrongStoreUrl
from wizard.store.files import Files
from wizard.store.handoffs import Order
from wizard.store.inbox import Inbox
from wizard.store.outbox import Outbox
from wizard.store.postgresql import PostgresqlDatabase
from wizard.store.records import Author, Event, Filed, Kind, Message, Outcome, Revision, Search, Ticket
from wizard.store.resume_codes import ResumeCodes
from wizard.store.sqlite import SqliteDatabase, file_of
from wizard.store.staff import StaffList


def open_store(url: str) -> Store:
    """The store at `url`: sqlite:///relative/file, sqlite:////absolute/file or postgresql://…

    Makes the SQLite file and its folder, but no tables (see `Store.upgrade`). Raises StoreError.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise WrongStoreUrl(why="it is no URL") from None
    match parsed.get_backend_name():
        case "sqlite":
            return Store(SqliteDatabase(file_of(parsed)))
        case "postgresql" | "postgres":
            return Store(PostgresqlDatabase(parsed))
        case other:
            raise WrongStoreUrl(why=f"{other} is neither sqlite nor postgresql")


class Store:
    """Safe to share between threads, and after a fork. Every method may raise StoreError.

    `outbox`, `files`, `inbox` and `staff` are what deliveries, uploads and staff need, `contexts` what products
    vouched for, `resume_codes` and `co_walks` walks on several devices, each a value of its own.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.outbox = Outbox(database)
        self.files = Files(database)
        self.inbox = Inbox(database)
        self.staff = StaffList(database)
        self.api_keys = ApiKeys(database)
        self.contexts = Contexts(database)
        self.resume_codes = ResumeCodes(database)
        self.co_walks = CoWalks(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the database itself

    def upgrade(self) -> None:
        """Make the tables or bring them up to date. Raises SchemaTooNew when they are of a later program."""
        if not schema.is_current(self._database):
            from wizard.store.migrating import migrate

            migrate(self._database)

    def check(self) -> None:
        """Return when the database is ready for this program; else raises the StoreError that says why."""
        schema.check(self._database)

    def close(self) -> None:
        """Close its connections."""
        self._database.close()

    # --- events

    def record_event(self, event: Event, path: Sequence[str]) -> None:
        """Keep `event`; supersede earlier ones of its walk and tree off `path` or for the same step.

        `path` is the steps that lead to the answered one. An event survives a crash of the program, the last
        ones not a power cut. Typed text has the value "given": the caller sees to that.
        """
        events.record_event(self._database, event, path)

    def events_of(self, walk: str) -> list[Event]:
        """The events of a walk, superseded ones too, in the order they were recorded."""
        return events.events_of(self._database, walk)

    def used_trees(self, since: datetime, limit: int) -> list[str]:
        """The trees that most walks answered something in since then, most used first, at most `limit`.

        Only the latest hundred thousand events are counted, so that it stays short.
        """
        return events.used_trees(self._database, since, limit)

    def standing(self, since: datetime) -> dict[tuple[str, str], int]:
        """How many walks stand where, by tree and what their last answer since then reached in it (`Event.reached`).

        Only the latest hundred thousand events are looked at, so that it stays short.
        """
        return events.standing(self._database, since)

    # --- searches

    def record_search(self, search: Search) -> None:
        """Keep a search. What is personal is masked in its query: the caller sees to that."""
        searches.record_search(self._database, search)

    def searches(self, limit: int) -> list[Search]:
        """The latest searches, newest first, at most `limit`."""
        return searches.searches(self._database, limit)

    # --- feedback

    def add_feedback(
        self, *, walk: str, at: datetime, tree: str, revision: str, locale: str, helped: bool
    ) -> None:
        """Keep whether the tree really helped; the last word on a walk and tree counts."""
        row = {"walk": walk, "at": at, "tree": tree, "revision": revision, "locale": locale, "helped": helped}
        feedback.add_feedback(self._database, row)

    def feedback_of(self, walk: str, tree: str) -> bool | None:
        """Whether the tree helped, as last said on that walk; None when nothing was said."""
        return feedback.feedback_of(self._database, walk, tree)

    # --- tickets

    def file_ticket(self, ticket: Ticket, orders: Sequence[Order] = ()) -> Filed:
        """Keep `ticket`, safe from power cuts, unless its form key was used; return what is kept under it.

        The files of its form become the ticket's, and its deliveries stand in the outbox, in the same transaction.

        The outcome is NEW, SAME (the same body was sent before) or OTHER (another body was: `Filed.ticket` is
        that earlier one). Raises ReferenceTaken when the reference or the token is another ticket's.
        """
        return tickets.file_ticket(self._database, ticket, orders)

    def ticket_by_token_hash(self, token_hash: str) -> Ticket | None:
        """The ticket whose customer holds that token."""
        return tickets.ticket_by_token_hash(self._database, token_hash)

    def ticket_by_form_key(self, form_key: str) -> Ticket | None:
        """The ticket that was filed with that form."""
        return tickets.ticket_by_form_key(self._database, form_key)

    def add_message(
        self,
        ticket_id: int,
        at: datetime,
        author: Author,
        body: str,
        form_key: str,
        orders: Sequence[Order] = (),
    ) -> Outcome:
        """Keep a message unless its ticket has one of that form key: NEW, SAME body or OTHER body.

        The files of its form become its own, and its deliveries stand in the outbox, in the same transaction.
        """
        return tickets.add_message(self._database, Message(ticket_id, at, author, body, form_key), orders)

    def messages_of(self, ticket_id: int) -> list[Message]:
        """The messages of a ticket, first to last."""
        return tickets.messages_of(self._database, ticket_id)

    # --- revisions of trees

    def keep_revision(self, tree: str, revision: str, at: datetime, composed: str) -> None:
        """Keep a tree that is being served; of one that is kept already, note when it was served."""
        self.keep_revisions([Revision(tree, revision, at, at, composed)])

    def keep_revisions(self, served: Iterable[Revision]) -> None:
        """Keep many at once, all or none, as `keep_revision` does."""
        revisions.keep_revisions(self._database, served)

    def composed(self, tree: str, revision: str) -> str | None:
        """The JSON text of that revision of a tree; None when it was never served."""
        return revisions.composed(self._database, tree, revision)

    def last_revision(self, tree: str) -> Revision | None:
        """The revision of a tree that was served last: its last good one."""
        return revisions.last_revision(self._database, tree)

    def known_tree(self, tree: str) -> bool:
        """Whether a tree of that id was ever served."""
        return revisions.known_tree(self._database, tree)

    def changed_at(self) -> dict[str, datetime]:
        """When the newest revision of each tree was first served."""
        return revisions.changed_at(self._database)

    # --- throttle and purge

    def hit(self, key: str | bytes, window_start: datetime, limit: int) -> bool:
        """Count one use of `key` in that window; False when `limit` uses came before it."""
        return throttle.hit(self._database, key if isinstance(key, str) else key.hex(), window_start, limit)

    def used(self, key: str | bytes, window_start: datetime) -> int:
        """How many uses of `key` were counted in that window."""
        return throttle.used(self._database, key if isinstance(key, str) else key.hex(), window_start)

    def purge_throttle(self, before: datetime) -> int:
        """Delete the windows that began before; return how many."""
        return self.purge(Kind.THROTTLE, before)

    def purge(self, kind: Kind, before: datetime) -> int:
        """Delete the rows of that kind older than `before` (tickets: silent since then); return how many."""
        return purge.purge(self._database, kind, before)
