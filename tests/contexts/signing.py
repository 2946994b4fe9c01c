"""Tokens as a product makes them, written out by hand: what checks them is not what made them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
SITE = "https://help.example.org"
SECRET = "the-secret-of-the-lamp-in-the-year-2026"
OLD_SECRET = "the-secret-of-the-lamp-in-the-year-2025"
ENVIRONMENT = {"LAMP_2026": SECRET, "LAMP_2025": OLD_SECRET}
FILE = f"""\
audience = "{SITE}"

[[lamp.keys]]
id = "lamp-2026"
secret_env = "LAMP_2026"

[[lamp.keys]]
id = "lamp-2025"
secret_env = "LAMP_2025"
until = 2026-04-30
"""


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def said(now: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """What a good token says; a change to None takes the claim out."""
    whole = {
        "iss": "lamp",
        "aud": SITE,
        "exp": int(now.timestamp()) + 300,
        "jti": "nonce-0001",
        "facts": {"windows": "win11"},
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def token(
    claims: dict[str, Any] | bytes | None = None,
    *,
    secret: str = SECRET,
    header: dict[str, Any] | bytes | None = None,
    digest: str = "sha256",
) -> str:
    head = {"alg": "HS256", "typ": "JWT", "kid": "lamp-2026"} if header is None else header
    body = said() if claims is None else claims
    parts = [encoded(one if isinstance(one, bytes) else json.dumps(one).encode()) for one in (head, body)]
    signature = hmac.digest(secret.encode(), ".".join(parts).encode(), digest)
    return ".".join([*parts, encoded(signature)])


def unsigned(claims: dict[str, Any], algorithm: str) -> str:
    head = {"alg": algorithm, "typ": "JWT", "kid": "lamp-2026"}
    return ".".join([encoded(json.dumps(head).encode()), encoded(json.dumps(claims).encode()), ""])


def sha(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
