"""An operation as a route: who calls, how often, what is asked, and the answer with its headers."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final

from flask import Response, current_app, request

from webui.api import reading
from webui.api.callers import Caller, caller
from webui.api.operation import LOCALE, Call, Operation, Reply, languages
from webui.api.problems import Refused
from webui.api.rates import Rates, Taken
from webui.api.shape import plain
from webui.services import Services, services
from webui.throttle import network

RATES: Final = "wizard-api-rates"


def route(operation: Operation) -> Callable[..., Response]:
    """Return the function that answers the route of an operation. It raises Refused."""

    def serve(**path: str) -> Response:
        found = services()
        who = _caller(found, operation)
        taken = _take(found, who)
        if not taken.allowed:
            raise Refused("too-many", headers=taken.headers())
        try:
            reply = operation.run(_call(operation, found, who, path))
        except Refused as refused:
            refused.headers = {**taken.headers(), **refused.headers}
            raise
        return _sent(operation, reply, taken)

    serve.__name__ = operation.id
    return serve


def _caller(found: Services, operation: Operation) -> Caller:
    """Return who calls. A refused key counts as a call from its network, so none is guessed faster. Raises Refused."""
    try:
        return caller(found, operation.scope)
    except Refused as refused:
        taken = _take(found, Caller(network(request.remote_addr)))
        if not taken.allowed:
            raise Refused("too-many", headers=taken.headers()) from None
        refused.headers = {**taken.headers(), **refused.headers}
        raise


def _take(found: Services, who: Caller) -> Taken:
    rates: Rates = current_app.extensions[RATES]
    name = who.network if who.key is None else who.id
    return rates.take(name, with_key=who.key is not None, now=found.clock())


def _call(operation: Operation, found: Services, who: Caller, path: dict[str, str]) -> Call:
    pairs = reading.query()
    offered = languages(found.library)
    given = reading.parameters(operation, pairs, offered)
    return Call(
        services=found,
        caller=who,
        locale=given.get(LOCALE, offered[0]),
        path=path,
        given=given,
        pairs=tuple(pair for pair in pairs if pair[0] != LOCALE),
        key=reading.idempotency_key() if operation.keyed else "",
        body=reading.body(operation.takes) if operation.takes else None,
    )


def _sent(operation: Operation, reply: Reply, taken: Taken) -> Response:
    sent = as_json(plain(reply.value), reply.status)
    sent.headers.update({**taken.headers(), **reply.headers})
    return kept(sent, operation.kept)


def as_json(data: Any, status: int = 200) -> Response:
    """Return data as an answer in JSON."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(f"{body}\n", status, mimetype="application/json")


def kept(sent: Response, how: str) -> Response:
    """Return an answer that may be kept so; with a mark by which it is asked about again, 304 when it is the same."""
    sent.headers["Cache-Control"] = how
    if how != "no-store":
        sent.vary.add("Authorization")
        sent.set_etag(blake2b(sent.get_data(), digest_size=12).hexdigest(), weak=True)
        sent.make_conditional(request)
    return sent
