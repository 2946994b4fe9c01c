"""The tables as they are now. A change here needs a migration beside it; a test holds the two together."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from wizard.store.columns import Moment, Words

metadata: Final = MetaData()

# SQLite counts rows by itself only in a column that is called INTEGER.
_Id: Final = BigInteger().with_variant(Integer, "sqlite")

event: Final = Table(
    "event",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("walk", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("tree", Words, nullable=False),
    Column("revision", Words, nullable=False),
    Column("locale", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("step", Words, nullable=False),
    Column("value", Words, nullable=False),
    Column("reached", Words, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Index("event_walk", "walk"),
)

feedback: Final = Table(
    "feedback",
    metadata,
    Column("walk", Words, nullable=False),
    Column("tree", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("revision", Words, nullable=False),
    Column("locale", Words, nullable=False),
    Column("helped", Boolean, nullable=False),
    PrimaryKeyConstraint("walk", "tree", name="feedback_pkey"),
)

search: Final = Table(
    "search",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("source", Words, nullable=False),
    Column("locale", Words, nullable=False),
    Column("query", Words, nullable=False),
    Column("hits", Integer, nullable=False),
)

ticket: Final = Table(
    "ticket",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("reference", Words, nullable=False),
    Column("form_key", Words, nullable=False),
    Column("body_hash", Words, nullable=False),
    Column("token_hash", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("tree", Words),
    Column("revision", Words),
    Column("locale", Words, nullable=False),
    Column("audience", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("contact_email", Words),
    Column("contact_phone", Words),
    Column("name", Words),
    Column("description", Words, nullable=False),
    Column("trail", JSON, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("fields", JSON, nullable=False),
    UniqueConstraint("reference", name="ticket_reference"),
    UniqueConstraint("form_key", name="ticket_form_key"),
    UniqueConstraint("token_hash", name="ticket_token_hash"),
)

message: Final = Table(
    "message",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("ticket_id", ForeignKey("ticket.id", name="message_ticket", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("author", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("form_key", Words, nullable=False),
    UniqueConstraint("ticket_id", "form_key", name="message_form_key"),
)

revision: Final = Table(
    "revision",
    metadata,
    Column("tree", Words, nullable=False),
    Column("revision", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("served_at", Moment, nullable=False),
    Column("composed", Words, nullable=False),
    PrimaryKeyConstraint("tree", "revision", name="revision_pkey"),
)

throttle: Final = Table(
    "throttle",
    metadata,
    Column("key", Words, nullable=False),
    Column("window_start", Moment, nullable=False),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("key", "window_start", name="throttle_pkey"),
)
