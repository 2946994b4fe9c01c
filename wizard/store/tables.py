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
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
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
    Column("channel", Words, nullable=False, server_default="web"),
    Column("product", Words),
    Column("version", Words),
    Column("held", Words),
    Column("department", Words),
    Column("queue", Words),
    Column("assignee", _Id),
    Column("tags", JSON, nullable=False, server_default="[]"),
    Column("merged_into", _Id),
    Column("filed_by", _Id),
    Column("changed_at", Moment),
    Column("survey", Words),
    Column("survey_words", Words),
    UniqueConstraint("reference", name="ticket_reference"),
    UniqueConstraint("form_key", name="ticket_form_key"),
    UniqueConstraint("token_hash", name="ticket_token_hash"),
    Index("ticket_status", "status", "id"),
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
    Column("internal", Boolean, nullable=False, server_default=false()),
    Column("staff", _Id),
    UniqueConstraint("ticket_id", "form_key", name="message_form_key"),
)

attachment: Final = Table(
    "attachment",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("form_key", Words, nullable=False),
    Column("ticket_id", ForeignKey("ticket.id", name="attachment_ticket", ondelete="CASCADE")),
    Column("message_id", _Id),
    Column("at", Moment, nullable=False),
    Column("name", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", Words, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("attachment_form_key", "form_key"),
    Index("attachment_ticket_id", "ticket_id"),
)

delivery: Final = Table(
    "delivery",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("ticket_id", ForeignKey("ticket.id", name="delivery_ticket", ondelete="CASCADE"), nullable=False),
    Column("helpdesk", Words, nullable=False),
    Column("purpose", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("worker", Words),
    Column("leased_until", Moment),
    Column("external_id", Words),
    Column("external_url", Words),
    Column("external_status", Words),
    Column("error", Words),
    Column("delivered_at", Moment),
    UniqueConstraint("key", name="delivery_key"),
    Index("delivery_state", "state", "due"),
    Index("delivery_ticket_id", "ticket_id"),
)

attempt: Final = Table(
    "attempt",
    metadata,
    Column("id", _Id, primary_key=True),
    Column(
        "delivery_id", ForeignKey("delivery.id", name="attempt_delivery", ondelete="CASCADE"), nullable=False
    ),
    Column("at", Moment, nullable=False),
    Column("worker", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("error", Words),
    Index("attempt_delivery_id", "delivery_id"),
)

staff: Final = Table(
    "staff",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("email", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("locale", Words, nullable=False),
    Column("password", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("login", Words, nullable=False),
    UniqueConstraint("email", name="staff_email"),
)

audit: Final = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Words, nullable=False),
    Column("what", Words, nullable=False),
    Column("ticket_id", _Id),
    Column("details", JSON, nullable=False),
    Index("audit_ticket_id", "ticket_id"),
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

context: Final = Table(
    "context",
    metadata,
    Column("id_hash", Words, primary_key=True),
    Column("product", Words, nullable=False),
    Column("nonce", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("identity", JSON, nullable=False),
    UniqueConstraint("product", "nonce", name="context_nonce"),
    Index("context_expires", "expires"),
)

resume_code: Final = Table(
    "resume_code",
    metadata,
    Column("code_hash", Words, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("openings", Integer, nullable=False),
    Column("locale", Words, nullable=False),
    Column("tree", Words, nullable=False),
    Column("query", Words, nullable=False),
    Index("resume_code_expires", "expires"),
)

co_walk: Final = Table(
    "co_walk",
    metadata,
    Column("code_hash", Words, primary_key=True),
    Column("walk", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("locale", Words, nullable=False),
    Column("tree", Words, nullable=False),
    Column("query", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("joined_at", Moment),
    Column("staff", _Id),
    Index("co_walk_expires", "expires"),
    Index("co_walk_walk", "walk"),
)

api_key: Final = Table(
    "api_key",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Words, nullable=False),
    Column("key_hash", Words, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("revoked_at", Moment),
    UniqueConstraint("name", name="api_key_name"),
    UniqueConstraint("key_hash", name="api_key_key_hash"),
)

throttle: Final = Table(
    "throttle",
    metadata,
    Column("key", Words, nullable=False),
    Column("window_start", Moment, nullable=False),
    Column("count", Integer, nullable=False),
    PrimaryKeyConstraint("key", "window_start", name="throttle_pkey"),
)
