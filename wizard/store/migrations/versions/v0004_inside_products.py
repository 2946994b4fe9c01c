"""Inside products: trusted contexts, codes that take a walk to another device or to two people, keys of the API."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    _contexts()
    _codes()
    op.create_table(
        "api_key",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.UniqueConstraint("name", name="api_key_name"),
        sa.UniqueConstraint("key_hash", name="api_key_key_hash"),
    )


def _contexts() -> None:
    op.create_table(
        "context",
        sa.Column("id_hash", sa.Text(), primary_key=True),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("identity", sa.JSON(), nullable=False),
        sa.UniqueConstraint("product", "nonce", name="context_nonce"),
    )
    op.create_index("context_expires", "context", ["expires"])


def _codes() -> None:
    op.create_table(
        "resume_code",
        sa.Column("code_hash", sa.Text(), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
    )
    op.create_index("resume_code_expires", "resume_code", ["expires"])
    op.create_table(
        "co_walk",
        sa.Column("code_hash", sa.Text(), primary_key=True),
        sa.Column("walk", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("joined_at", MOMENT),
        sa.Column("staff", ID),
    )
    op.create_index("co_walk_expires", "co_walk", ["expires"])
    op.create_index("co_walk_walk", "co_walk", ["walk"])
