"""Links that letters and tickets carry: the customer's own to a request, the one for staff."""

from __future__ import annotations

import base64
import hmac


def token(secret: bytes, form_key: str) -> str:
    """Return the 128-bit token of the customer's own link to the request filed under `form_key`."""
    digest = hmac.digest(secret, b"request:" + form_key.encode(), "sha256")[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def request_url(public_url: str, locale: str, token: str) -> str:
    """Return the address of the customer's own page; empty when nobody knows under which host it is."""
    return f"{public_url}/{locale}/request/{token}" if public_url else ""


def staff_url(public_url: str, ticket: int) -> str:
    """Return the address of a ticket's page for staff; empty as above."""
    return f"{public_url}/staff/tickets/{ticket}" if public_url else ""
