"""E-mail over SMTP: to the support team, or (as `mail`) to customers. A repetition has the same Message-ID."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import ClassVar, Final

from wizard.delivery.helpdesk import Parcel, Receipt, Refused, Unavailable, Unclear, Undelivered
from wizard.delivery.keys import ADDRESS, CALLS, TEXT, Given, Key, Shape, choice, number
from wizard.delivery.packing import Bounds, one_line, packed, reason, reason_of
from wizard.delivery.ticketed import followed

_PASSWORD: Final = Shape(
    "a password of printable ASCII signs",
    lambda value: isinstance(value, str) and value.isascii() and value.isprintable(),
)


class Email:
    """One mailbox to send from. With `to` it writes to the support team, without it to the customer."""

    kind: ClassVar[str] = "email"
    finds: ClassVar[bool] = False
    repeats: ClassVar[bool] = True
    keys: ClassVar[tuple[Key, ...]] = (
        Key("host", "The mail server that takes our e-mails.", TEXT),
        Key("port", 'Its port. Default: 587, with `tls = "tls"` 465.', number(1, 65535), optional=True),
        Key(
            "tls",
            "`starttls`: encrypted once connected; `tls`: from the first byte; `none`: not at all.",
            choice("starttls", "tls", "none"),
            "starttls",
        ),
        Key("user", "The name to log in with. Without it nobody logs in.", TEXT, optional=True),
        Key("password", "The password of `user`.", _PASSWORD, optional=True, secret=True),
        Key("from", "The address that e-mails come from.", ADDRESS),
        Key("from_name", "The name beside it.", TEXT, optional=True),
        Key("to", "The address of the support team. Not with `[mail]`.", ADDRESS, optional=True),
        *CALLS,
    )
    bounds: ClassVar[Bounds] = Bounds(subject=300, text=100_000, file=15_000_000, files=18_000_000)

    def __init__(self, given: Given) -> None:
        self._given = given
        self._from = _address(given["from"], given["from_name"] or "")
        self._tls = ssl.create_default_context(cafile=given["ca_file"])

    def find(self, key: str) -> Receipt | None:
        """Return None: nobody can look into a mailbox."""
        return None

    def create(self, parcel: Parcel) -> Receipt:
        """Hand the e-mail to the mail server; its Message-ID is its number."""
        receiver = self._given["to"] or parcel.email
        if not receiver:
            raise Refused("there is no address to write to")
        message = self._message(parcel, _address(receiver))
        with self._server() as server:
            try:
                server.send_message(message)
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                if isinstance(error, smtplib.SMTPException) and not isinstance(
                    error, smtplib.SMTPServerDisconnected
                ):
                    raise
                raise Unclear(
                    f"the mail server did not say whether it took it: {reason_of(error)}"
                ) from error
        return Receipt(str(message["Message-ID"]))

    def status(self, external_id: str) -> str | None:
        """Return None: nobody can look into a mailbox."""
        return None

    def check(self) -> str:
        """Log in, and leave again."""
        with self._server() as server:
            server.noop()
        return f"the mail server {self._given['host']} lets us in"

    def _message(self, parcel: Parcel, receiver: Address) -> EmailMessage:
        ready = packed(parcel, self.bounds)
        message = EmailMessage(policy=SMTP)
        message["Subject"] = ready.subject
        message["From"] = self._from
        message["To"] = receiver
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = self._message_id(parcel.key)
        first = followed(parcel.key)
        if first:
            message["In-Reply-To"] = message["References"] = self._message_id(first)
        if self._given["to"] and parcel.email:
            message["Reply-To"] = _address(parcel.email, one_line(parcel.name or "", 100))
        if not self._given["to"]:
            message["Auto-Submitted"] = "auto-generated"
        message.set_content(ready.text, cte="base64")
        for file in ready.files:
            family, _, kind = file.media_type.partition("/")
            message.add_attachment(file.content, maintype=family, subtype=kind, filename=file.name)
        return message

    def _message_id(self, key: str) -> str:
        """Return the Message-ID of a key, the same at every try: whoever has it already knows the copy by it."""
        return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{self._from.domain}>"

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        """Connect and log in; what goes wrong there, and inside, in the three words of deliveries."""
        server: smtplib.SMTP | None = None
        try:
            server = self._connected()
            yield server
        except Undelivered:
            raise
        except smtplib.SMTPResponseException as error:
            raise _judged(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _judged(code, words) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(f"the mail server cannot do what the settings ask: {reason_of(error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable(f"no connection: {reason_of(error)}") from error
        finally:
            if server is not None:
                server.close()

    def _connected(self) -> smtplib.SMTP:
        host, tls, seconds = self._given["host"], self._given["tls"], self._given["seconds"]
        port = self._given["port"] or (465 if tls == "tls" else 587)
        if tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=seconds, context=self._tls)
        else:
            server = smtplib.SMTP(host, port, timeout=seconds)
        try:
            if tls == "starttls":
                server.starttls(context=self._tls)
            if self._given["user"]:
                server.login(self._given["user"], self._given["password"] or "")
        except BaseException:
            server.close()
            raise
        return server


def _address(address: str, name: str = "") -> Address:
    """Return an address for a header; its domain in the letters of mail servers. Raises Refused when it is none."""
    if not ADDRESS.fits(address):
        raise Refused("what stands for the address is no e-mail address")
    local, _, domain = address.rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode()
        return Address(one_line(name, 100), local, domain)
    except (ValueError, IndexError) as error:
        raise Refused("what stands for the address is no e-mail address") from error


def _judged(code: int, words: bytes | str) -> Undelivered:
    """Return what an answer means: 4xx is for now (greylisting, a full mailbox), 5xx is for good."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    answered = f"the mail server answers {code}: {reason(text)}"
    return Refused(answered) if code >= 500 else Unavailable(answered)
