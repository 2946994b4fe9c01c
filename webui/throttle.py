"""Limits on how often something is sent: per address prefix and by everybody, without keeping any address."""

from __future__ import annotations

import hmac
import ipaddress
from datetime import date, datetime, timedelta
from typing import Final

from wizard import limits
from wizard.store import Kind, Store

# How much of something an address prefix may send in an hour, and all together.
_SENDINGS: Final = (limits.SENT_PER_HOUR, limits.SENT_PER_HOUR_BY_ALL)
_MOST: Final = {
    "file": (limits.FILES_PER_HOUR, limits.FILES_PER_HOUR_BY_ALL),
    "code": (limits.CODES_PER_HOUR, limits.CODES_PER_HOUR_BY_ALL),
    "guess": (limits.GUESSES_PER_HOUR, limits.GUESSES_PER_HOUR_BY_ALL),
}
# When all together send too often, networks that sent few of these are still let in: nobody can shut codes for others.
_NEVER_SHUT: Final = frozenset({"code", "guess", "together"})


class Throttle:
    """Counts what is sent, hour by hour. The counts are in the store, for all processes together."""

    def __init__(self) -> None:
        self._purged_on: date | None = None

    def allows(self, store: Store, secret: bytes, now: datetime, what: str, address: str | None) -> bool:
        """Count one more sending of `what`; False when this address or all together send too often."""
        self._purge(store, now)
        most, most_by_all = _MOST.get(what, _SENDINGS)
        hour = _hour(now)
        own = _own(secret, now, what, address)
        if not store.hit(own, hour, most):
            return False
        return store.hit(f"all:{what}", hour, most_by_all) or _is_let(what, store.used(own, hour) - 1)

    def is_spent(self, store: Store, secret: bytes, now: datetime, what: str, address: str | None) -> bool:
        """Tell, without counting, whether this address or all together may send no more of `what` in this hour."""
        most, most_by_all = _MOST.get(what, _SENDINGS)
        hour = _hour(now)
        sent = store.used(_own(secret, now, what, address), hour)
        return sent >= most or (store.used(f"all:{what}", hour) >= most_by_all and not _is_let(what, sent))

    def within(self, store: Store, now: datetime, what: str, most: int) -> bool:
        """Count one more of what all customers do together; False when `most` of it came in this hour already."""
        return store.hit(f"all:{what}", _hour(now), most)

    def _purge(self, store: Store, now: datetime) -> None:
        """Delete the counts of former days, files of forms never sent, what products vouched for till then.

        Only when this process has not done so today.
        """
        if self._purged_on != now.date():
            store.purge_throttle(_hour(now) - timedelta(days=1))
            store.purge(Kind.UPLOAD, now - timedelta(days=limits.UNSENT_DAYS))
            store.purge(Kind.CONTEXT, now)
            store.purge(Kind.CODE, now - timedelta(days=1))
            self._purged_on = now.date()


def _is_let(what: str, sent: int) -> bool:
    """Tell whether a network that `sent` so many may send one more, though all together have sent too many."""
    return what in _NEVER_SHUT and sent < limits.FEW_PER_HOUR


def _own(secret: bytes, now: datetime, what: str, address: str | None) -> str:
    day = hmac.digest(secret, b"throttle:" + now.date().isoformat().encode(), "sha256")
    return hmac.new(day, f"{what}:{network(address)}".encode(), "sha256").hexdigest()


def seconds_left(now: datetime) -> int:
    """Return after how many seconds counting begins anew."""
    return int((_hour(now) + timedelta(hours=1) - now).total_seconds()) + 1


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def network(address: str | None) -> str:
    """Return the network an address belongs to: /24 of IPv4, also when written as IPv6, /48 of IPv6."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))
