"""Pages of other origins: those on the list may call the API from a browser. Never with cookies, never with a key."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from webui.api.problems import Refused, answer
from webui.services import services

_TAKEN: Final = "Content-Type, Idempotency-Key, If-None-Match"
_SHOWN: Final = "ETag, Location, RateLimit, RateLimit-Policy, Retry-After"
_A_DAY: Final = "86400"


def with_origin(sent: Response) -> Response:
    """Return an answer that pages of the origin which asks may read, when that is on the list."""
    origins = services().settings.api_origins
    if origins:
        sent.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin in origins and origin is not None:
        sent.headers["Access-Control-Allow-Origin"] = origin
        sent.headers["Access-Control-Expose-Headers"] = _SHOWN
    return sent


def preflight(allowed: list[str]) -> Response:
    """Return the answer to OPTIONS: what this address takes, and for a page on the list that it may ask."""
    origin = request.headers.get("Origin")
    asks = "Access-Control-Request-Method" in request.headers
    if asks and origin not in services().settings.api_origins:
        return answer(Refused("origin"))
    sent = Response(status=204, headers={"Allow": ", ".join(allowed)})
    if asks:
        sent.headers["Access-Control-Allow-Methods"] = ", ".join(allowed)
        sent.headers["Access-Control-Allow-Headers"] = _TAKEN
        sent.headers["Access-Control-Max-Age"] = _A_DAY
    return sent
