"""The values of codes: a walk that waits for another device, and one that two walk together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wizard.store.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCode(Record):
    """A walk that waits for another device. `query` holds what is known, and nothing of whose walk it is."""

    code_hash: str
    at: datetime
    expires: datetime
    openings: int
    locale: str
    tree: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoWalk(Record):
    """A walk that a customer and somebody of support walk together.

    `walk` is its id. `version` grows with each answer; `staff` is who looks along at present.
    """

    code_hash: str
    walk: str
    at: datetime
    expires: datetime
    locale: str
    tree: str
    query: str
    version: int
    changed_at: datetime
    joined_at: datetime | None = None
    staff: int | None = None
