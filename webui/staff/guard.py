"""How often somebody may try to log in: counted by network, by account, and by both, without keeping either."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Final

from webui.services import Services
from webui.throttle import network

# Tries within a quarter of an hour. One network alone cannot shut an account: the others still may.
PER_NETWORK: Final = 40
PER_ACCOUNT: Final = 60
PER_BOTH: Final = 10
QUARTER: Final = timedelta(minutes=15)


def may_try(found: Services, email: str, address: str | None) -> bool:
    """Count one more try to log in; False when the network or the account has had too many."""
    now = found.clock()
    start = _quarter(now)
    near, account = network(address), email.strip().lower()
    limits = ((f"{near}:{account}", PER_BOTH), (near, PER_NETWORK), (account, PER_ACCOUNT))
    return all(
        found.store.hit(_key(found, now, number, what), start, limit)
        for number, (what, limit) in enumerate(limits)
    )


def seconds_left(now: datetime) -> int:
    """Return after how many seconds counting begins anew."""
    return int((_quarter(now) + QUARTER - now).total_seconds()) + 1


def _quarter(now: datetime) -> datetime:
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def _key(found: Services, now: datetime, number: int, what: str) -> str:
    day = hmac.digest(found.settings.secret_key, b"login:" + now.date().isoformat().encode(), "sha256")
    return hmac.new(day, f"{number}:{what}".encode("utf-8", "replace"), "sha256").hexdigest()
