"""What pages of staff have around their content, and words that several of them need."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from datetime import datetime
from typing import Final

from webui.present.frame import Elsewhere, frame
from webui.services import Services
from webui.staff import addresses
from webui.staff.entry import csrf
from webui.staff.views import Bar, Door, StaffFrame
from webui.views.frame import Frame
from wizard.filed import Reader
from wizard.staff.rights import Right, may
from wizard.store import Staff

BASE: Final = "staff/base.html"
# Signs that only steer in which direction a line is read: in a name they let it look like another.
_STEERING: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def staff_frame(
    found: Services,
    locale: str,
    title: str,
    member: Staff | None,
    here: str,
    *,
    elsewhere: Elsewhere | None = None,
    error: bool = False,
) -> StaffFrame:
    """Return the frame of a page of staff called `title`, of the part of the site that begins with `here`.

    `elsewhere` addresses the page in other languages; without it there is no choice of them.
    """
    words = found.words[locale]
    around = frame(found, locale, f"{title} – {words('Staff')}", elsewhere or (lambda _: here), error=error)
    return dressed(found, around, member, here, several=elsewhere is not None)


def dressed(
    found: Services, around: Frame, member: Staff | None, here: str, *, several: bool = True
) -> StaffFrame:
    """Return the frame of a page as one of staff has it: with their bar, and unknown to search engines."""
    values = {one.name: getattr(around, one.name) for one in fields(Frame)}
    changed = {
        "home_url": addresses.ROOT,
        "person_url": "",
        "canonical": None,
        "alternates": (),
        "indexed": False,
        "share_url": "",
        "around": BASE,
        "languages": around.languages if several else (),
    }
    return StaffFrame(**{**values, **changed}, bar=_bar(found, around.locale, member, here))


def _bar(found: Services, locale: str, member: Staff | None, here: str) -> Bar:
    if member is None:
        return Bar(csrf=csrf())
    words = found.words[locale]
    doors = []
    if may(member, Right.TICKETS):
        at_inbox = here == addresses.ROOT or here.startswith(addresses.TICKETS)
        doors.append(Door(addresses.ROOT, words("Requests"), at_inbox))
        doors.append(
            Door(addresses.trees(locale), words("Walk for a customer"), here.startswith(addresses.WALK))
        )
        doors.append(Door(addresses.TOGETHER, words("Walk together"), here.startswith(addresses.TOGETHER)))
    if may(member, Right.STAFF):
        doors.append(Door(addresses.PEOPLE, words("Staff"), here == addresses.PEOPLE))
    return Bar(visible(member.name), csrf(), tuple(doors), addresses.LOGOUT, addresses.ACCOUNT)


def visible(text: str) -> str:
    """Return a text of one line as it is: nothing in it can turn what stands beside it, or hide itself."""
    line = " ".join(text.split())
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if sign in _STEERING or unicodedata.category(sign) == "Cc" else sign
        for sign in line
    )


def reader(found: Services) -> Reader:
    """Return what reads tickets in the words of then."""
    return Reader(found.library, found.revisions.tree)


def moment(found: Services, locale: str, at: datetime) -> str:
    """Return date and time as the language of the page writes them."""
    return found.words[locale].moment(at, found.library.site.time_zone)


def iso(at: datetime) -> str:
    """Return date and time for machines."""
    return at.isoformat(timespec="seconds")
