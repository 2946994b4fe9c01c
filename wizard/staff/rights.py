"""What each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from wizard.store import Role, Staff


class Right(StrEnum):
    """Something that not every role may do."""

    TICKETS = "tickets"  # read, answer, change and export tickets, walk for a customer
    DELIVERIES = "deliveries"  # have deliveries tried again, take them for arrived
    STAFF = "staff"  # see who may log in, change roles, end logins


RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.WRITER: frozenset(),
    Role.AGENT: frozenset({Right.TICKETS}),
    Role.ADMIN: frozenset(Right),
}


def may(member: Staff, right: Right) -> bool:
    """Tell whether the role of `member` has that right."""
    return right in RIGHTS[member.role]
