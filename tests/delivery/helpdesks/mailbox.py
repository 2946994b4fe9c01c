"""A mail server for tests: takes e-mails, or answers as a test says."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.delivery.systems.starting import free_port


@dataclass
class Mailbox:
    """`says` holds answers in place of taking: by the word of the dialogue, one after the other."""

    says: dict[str, list[str]] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)
    port: int = 0

    def messages(self) -> list[EmailMessage]:
        """What was taken, read."""
        return [
            message_from_bytes(one.content, policy=policy.default)  # type: ignore[arg-type]
            for one in self.taken
        ]

    def _said(self, word: str) -> str | None:
        waiting = self.says.get(word)
        return waiting.pop(0) if waiting else None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self._said("RCPT")
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = self._said("DATA")
        if said is not None and not said.startswith("after"):
            return said
        self.taken.append(envelope)
        if said is not None and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "250 OK"


@contextmanager
def mailbox(
    tls: ssl.SSLContext | None = None,
    *,
    from_first_byte: bool = False,
    password: str | None = None,
    utf8: bool = True,
) -> Iterator[Mailbox]:
    """Serve one on a free port. With a `password`, `wizard` must log in with it."""
    box = Mailbox()

    def authenticated(server: Any, session: Any, envelope: Any, how: str, data: LoginPassword) -> AuthResult:
        right = (data.login, data.password) == (b"wizard", (password or "").encode())
        return AuthResult(success=right, handled=False)

    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=tls if from_first_byte else None,
        enable_SMTPUTF8=utf8,
        tls_context=None if from_first_byte else tls,
        require_starttls=tls is not None and not from_first_byte,
        authenticator=authenticated if password else None,
        auth_required=password is not None,
        auth_require_tls=not from_first_byte,
    )

    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()
