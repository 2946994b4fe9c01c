"""What the API says when it cannot do what was asked: one shape for all of it, the problem details of RFC 9457."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from flask import Response

from webui.api.shape import About, plain

MEDIA_TYPE: Final = "application/problem+json"
# Where each is explained: the page of the API, at the heading of that name.
EXPLAINED: Final = "/api/v1/#problem-"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its HTTP status, its title, and what to do about it."""

    status: int
    title: str
    remedy: str


KINDS: Final[Mapping[str, Kind]] = {
    "bad-parameter": Kind(
        400,
        "The address asks for something that is not there",
        "Look at `errors`: each names a parameter and says what it may be.",
    ),
    "bad-json": Kind(
        400,
        "The body is not the JSON that was expected",
        "Send one JSON object in UTF-8, each name once, not nested deeply, numbers finite.",
    ),
    "no-idempotency-key": Kind(
        400,
        "The header Idempotency-Key is missing or cannot be used",
        "Make a random key for each request, such as a UUID, and send the same one when you try again.",
    ),
    "unauthorized": Kind(
        401,
        "This key opens nothing",
        "It is mistyped or revoked. Make another one with `wizard keys add`, or call without a key.",
    ),
    "scope": Kind(
        403, "This key may not do that", "Make a key with the scope that `detail` names, or call without one."
    ),
    "origin": Kind(
        403,
        "Pages of that origin may not call the API",
        "Add the origin to WIZARD_API_ORIGINS, or call from your server.",
    ),
    "no-address": Kind(404, "There is nothing at this address", "Look at the list of operations."),
    "no-tree": Kind(404, "There is no such tree", "GET /api/v1/trees lists all trees."),
    "no-ticket": Kind(
        404, "There is no such request", "Use the token that filing answered, not the reference."
    ),
    "method": Kind(405, "This address does not take that method", "The header Allow names those it takes."),
    "step-changed": Kind(
        409,
        "The question has changed since it was shown",
        "Ask for the position again, show the step as it is now, and send its answer.",
    ),
    "tree-gone": Kind(410, "There was such a tree, and it is gone", "GET /api/v1/trees lists all trees."),
    "too-large": Kind(413, "The body is too large", "At most 64,000 bytes are taken."),
    "too-long": Kind(414, "The walk is too long", "At most 3,500 bytes of a query string are taken."),
    "media-type": Kind(415, "The body is not application/json", "Send `Content-Type: application/json`."),
    "does-not-fit": Kind(
        422, "Something in the body does not fit", "Look at `errors`: each points to a value and says why."
    ),
    "key-reused": Kind(
        422,
        "That Idempotency-Key was used for another request",
        "Make a new key for a new request. To try the same one again, send the same body.",
    ),
    "too-many": Kind(429, "That was too often", "Wait as many seconds as Retry-After says."),
    "broken": Kind(500, "Something broke on our side", "Try it again in a minute. Our log says what it was."),
    "away": Kind(503, "The database does not answer", "Nothing was kept. Try it again in a minute."),
}
# For what the server refuses before a route is asked.
_BY_STATUS: Final = {
    404: "no-address",
    405: "method",
    410: "tree-gone",
    413: "too-large",
    414: "too-long",
    415: "media-type",
    422: "does-not-fit",
    429: "too-many",
    503: "away",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    detail: Annotated[str, About("What is wrong with it.")]
    pointer: Annotated[str | None, About("Where in the body, as a JSON Pointer.")] = None
    parameter: Annotated[str | None, About("Which parameter of the address.")] = None


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """What went wrong (RFC 9457)."""

    type: Annotated[str, About("Which kind of problem: the address where it is explained.")]
    title: Annotated[str, About("The kind in a sentence; always the same for a type.")]
    status: Annotated[int, About("The HTTP status.")]
    detail: Annotated[str, About("What to do about it.")]
    errors: Annotated[tuple[Fault, ...], About("Each thing that is wrong.")] = ()


class Refused(Exception):
    """The API does not do what was asked; `kind` is one of KINDS, `detail` says what its remedy does not."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        errors: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail or KINDS[kind].remedy
        self.errors = tuple(errors)
        self.headers = headers or {}


def answer(refused: Refused) -> Response:
    """Return the problem as an answer."""
    kind = KINDS[refused.kind]
    details = ProblemDetails(
        EXPLAINED + refused.kind, kind.title, kind.status, refused.detail, refused.errors
    )
    body = json.dumps(plain(details), ensure_ascii=False)
    sent = Response(f"{body}\n", kind.status, mimetype=MEDIA_TYPE)
    sent.headers.update(refused.headers)
    return sent


def of_status(status: int, allowed: Sequence[str] = ()) -> Refused:
    """Return the problem that an HTTP status of the server stands for; one without a kind is ours or theirs."""
    kind = _BY_STATUS.get(status) or ("broken" if status >= 500 else "bad-parameter")
    return Refused(kind, headers={"Allow": ", ".join(sorted(allowed))} if allowed else None)
