"""Handing over to people: files, deliveries with their attempts, staff, and what was done to a ticket."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, and what tickets and messages need besides."""
    _tickets()
    _attachments()
    _deliveries()
    op.create_table(
        "staff",
        sa.Column("id", ID, primary_key=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.UniqueConstraint("email", name="staff_email"),
    )
    op.create_table(
        "audit",
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("ticket_id", ID),
        sa.Column("details", sa.JSON(), nullable=False),
    )
    op.create_index("audit_ticket_id", "audit", ["ticket_id"])


def _tickets() -> None:
    for column in (
        sa.Column("channel", sa.Text(), nullable=False, server_default="web"),
        sa.Column("product", sa.Text()),
        sa.Column("version", sa.Text()),
        sa.Column("held", sa.Text()),
        sa.Column("department", sa.Text()),
        sa.Column("queue", sa.Text()),
        sa.Column("assignee", ID),
        sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("merged_into", ID),
        sa.Column("filed_by", ID),
        sa.Column("changed_at", MOMENT),
        sa.Column("survey", sa.Text()),
        sa.Column("survey_words", sa.Text()),
    ):
        op.add_column("ticket", column)
    op.create_index("ticket_status", "ticket", ["status", "id"])
    op.add_column("message", sa.Column("internal", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("message", sa.Column("staff", ID))


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", ID, primary_key=True),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("ticket_id", ID, sa.ForeignKey("ticket.id", name="attachment_ticket", ondelete="CASCADE")),
        sa.Column("message_id", ID),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_index("attachment_form_key", "attachment", ["form_key"])
    op.create_index("attachment_ticket_id", "attachment", ["ticket_id"])


def _deliveries() -> None:
    ticket = sa.ForeignKey("ticket.id", name="delivery_ticket", ondelete="CASCADE")
    op.create_table(
        "delivery",
        sa.Column("id", ID, primary_key=True),
        sa.Column("ticket_id", ID, ticket, nullable=False),
        sa.Column("helpdesk", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("leased_until", MOMENT),
        sa.Column("external_id", sa.Text()),
        sa.Column("external_url", sa.Text()),
        sa.Column("external_status", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("delivered_at", MOMENT),
        sa.UniqueConstraint("key", name="delivery_key"),
    )
    op.create_index("delivery_state", "delivery", ["state", "due"])
    op.create_index("delivery_ticket_id", "delivery", ["ticket_id"])
    delivery = sa.ForeignKey("delivery.id", name="attempt_delivery", ondelete="CASCADE")
    op.create_table(
        "attempt",
        sa.Column("id", ID, primary_key=True),
        sa.Column("delivery_id", ID, delivery, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("error", sa.Text()),
    )
    op.create_index("attempt_delivery_id", "attempt", ["delivery_id"])
