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
_MOST: Final = {"file": (limits.FILES_PER_HOUR, limits.FILES_PER_HOUR_BY_ALL)}


class Throttle:
    """Counts what is sent, hour by hour. The counts are in the store, for all processes together."""

    def __init__(self) -> None:
        self._purged_on: date | None = None

    def allows(self, store: Store, secret: bytes, now: datetime, what: str, address: str | None) -> bool:
        """Count one more sending of `what`; False when this address or all together send too often."""
        self._purge(store, now)
        most, most_by_all = _MOST.get(what, _SENDINGS)
        hour = _hour(now)
        day = hmac.digest(secret, b"throttle:" + now.date().isoformat().encode(), "sha256")
        own = hmac.new(day, f"{what}:{network(address)}".encode(), "sha256").hexdigest()
        return store.hit(own, hour, most) and store.hit(f"all:{what}", hour, most_by_all)

    def within(self, store: Store, now: datetime, what: str, most: int) -> bool:
        """Count one more of what all customers do together; False when `most` of it came in this hour already."""
        return store.hit(f"all:{what}", _hour(now), most)

    def _purge(self, store: Store, now: datetime) -> None:
        """Delete the counts of former days and files of forms never sent, when this process has not done so today."""
        if self._purged_on != now.date():
            store.purge_throttle(_hour(now) - timedelta(days=1))
            store.purge(Kind.UPLOAD, now - timedelta(days=limits.UNSENT_DAYS))
            self._purged_on = now.date()


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
