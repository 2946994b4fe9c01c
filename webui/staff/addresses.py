"""The addresses of the pages for staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wizard.query import Pair, query_string

ROOT: Final = "/staff/"
LOGIN: Final = f"{ROOT}login"
LOGOUT: Final = f"{ROOT}logout"
ACCOUNT: Final = f"{ROOT}account"
PEOPLE: Final = f"{ROOT}people"
TICKETS: Final = f"{ROOT}tickets/"
WALK: Final = f"{ROOT}walk/"
TOGETHER: Final = f"{ROOT}together"


def is_staff(path: str) -> bool:
    """Tell whether a path is one of the pages for staff."""
    return path.startswith(ROOT) or path == ROOT.rstrip("/")


def inbox(pairs: Iterable[Pair] = ()) -> str:
    """Return the address of the list of tickets, filtered."""
    return _with_query(ROOT, pairs)


def export(kind: str, pairs: Iterable[Pair] = ()) -> str:
    """Return where the filtered list is sent as a file: csv or json."""
    return _with_query(f"{ROOT}export.{kind}", pairs)


def login(pairs: Iterable[Pair] = ()) -> str:
    """Return the address of the login."""
    return _with_query(LOGIN, pairs)


def ticket(number: int, pairs: Iterable[Pair] = ()) -> str:
    """Return the address of a ticket."""
    return _with_query(f"{TICKETS}{number}", pairs)


def doing(number: int, what: str) -> str:
    """Return where something that is done to a ticket is sent."""
    return f"{TICKETS}{number}/{what}"


def file(number: int, file: int) -> str:
    """Return the address of a ticket's file."""
    return f"{TICKETS}{number}/files/{file}"


def delivery(number: int, delivery: int) -> str:
    """Return where something that is done to a ticket's delivery is sent."""
    return f"{TICKETS}{number}/deliveries/{delivery}"


def person(number: int) -> str:
    """Return where changes of somebody's account are sent."""
    return f"{PEOPLE}/{number}"


def trees(locale: str, pairs: Iterable[Pair] = ()) -> str:
    """Return the address of the trees that staff can walk for a customer."""
    return _with_query(f"{WALK}{locale}/", pairs)


def joining(pairs: Iterable[Pair] = ()) -> str:
    """Return where the code of a customer is typed."""
    return _with_query(TOGETHER, pairs)


def together(code: str, what: str = "") -> str:
    """Return where a walk together with a customer is, or something about it is asked or done."""
    return "/".join((TOGETHER, *filter(None, (code, what))))


def local(address: str) -> str:
    """Return `address` when it is one of the pages for staff, else the inbox: nobody is led elsewhere."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    return address if plain and address.startswith(ROOT) and "//" not in address.partition("?")[0] else ROOT


def _with_query(path: str, pairs: Iterable[Pair]) -> str:
    query = query_string(pairs)
    return f"{path}?{query}" if query else path
