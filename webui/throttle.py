"""Limits on how often something is sent: per address prefix and by everybody, without keeping any address."""

from __future__ import annotations

import hmac
import ipaddress
from datetime import date, datetime, timedelta

from wizard import limits
from wizard.store import Store


class Throttle:
    """Counts what is sent, hour by hour. The counts are in the store, for all processes together."""

    def __init__(self) -> None:
        self._purged_on: date | None = None

    def allows(self, store: Store, secret: bytes, now: datetime, what: str, address: str | None) -> bool:
        """Count one more sending of `what`; False when this address or all together send too often."""
        self._purge(store, now)
        hour = _hour(now)
        day = hmac.digest(secret, b"throttle:" + now.date().isoformat().encode(), "sha256")
        own = hmac.new(day, f"{what}:{_network(address)}".encode(), "sha256").hexdigest()
        if not store.hit(own, hour, limits.SENT_PER_HOUR):
            return False
        return store.hit(f"all:{what}", hour, limits.SENT_PER_HOUR_BY_ALL)

    def _purge(self, store: Store, now: datetime) -> None:
        """Delete the counts of former days, when this process has not done so today."""
        if self._purged_on != now.date():
            store.purge_throttle(_hour(now) - timedelta(days=1))
            self._purged_on = now.date()


def seconds_left(now: datetime) -> int:
    """Return after how many seconds counting begins anew."""
    return int((_hour(now) + timedelta(hours=1) - now).total_seconds()) + 1


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _network(address: str | None) -> str:
    """Return the network an address belongs to: /24 of IPv4, also when written as IPv6, /48 of IPv6."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))
