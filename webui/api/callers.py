"""Who calls: a customer nobody knows, or a program with a key. A key does what its scopes say."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from webui.api.problems import Refused
from webui.services import Services
from webui.throttle import network
from wizard.api_keys import Scope, find


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the network of a customer, or the number of a key (`key` None: no key was sent)."""

    network: str
    key: int | None = None

    @property
    def id(self) -> str:
        """Return what tells this caller's requests from those of others; all customers are one."""
        return "customer" if self.key is None else f"key-{self.key}"


def caller(found: Services, scope: Scope) -> Caller:
    """Return who calls. Raises Refused for a key that opens nothing, or not this."""
    header = request.headers.get("Authorization", "")
    where = network(request.remote_addr)
    if not header:
        return Caller(where)
    scheme, _, token = header.partition(" ")
    key = find(found.store, token.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        raise Refused("unauthorized", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    if scope not in key.scopes:
        raise Refused(
            "scope",
            f"This operation needs the scope {scope.value}.",
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope.value}"'},
        )
    return Caller(where, key.id)
