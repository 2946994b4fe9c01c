"""A signed webhook: one POST of JSON that the receiver can tell from a forgery and from a repetition."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from base64 import b64encode
from typing import ClassVar, Final
from urllib.parse import urlsplit

from wizard.delivery.helpdesk import Parcel, Receipt, Refused
from wizard.delivery.keys import HTTP, URL, Given, Key, Shape, web
from wizard.delivery.packing import Bounds, one_line, packed
from wizard.delivery.ticketed import followed

_SECRET: Final = Shape(
    "a secret of at least 32 printable signs",
    lambda value: isinstance(value, str) and len(value) >= 32 and value.isprintable(),
)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body sent at `timestamp`: HMAC-SHA256 over both, a dot between, in hexadecimal."""
    signed = timestamp.encode() + b"." + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class Webhook:
    """Any program that answers 2xx once it has kept the parcel; the same Idempotency-Key may come again."""

    kind: ClassVar[str] = "webhook"
    finds: ClassVar[bool] = False
    repeats: ClassVar[bool] = True
    keys: ClassVar[tuple[Key, ...]] = (
        Key("url", "Where to send each parcel.", URL),
        Key("secret", "What signs each parcel; the receiver has the same.", _SECRET, secret=True),
        *HTTP,
    )
    bounds: ClassVar[Bounds] = Bounds(subject=300, text=100_000, file=25_000_000, files=60_000_000)

    def __init__(self, given: Given) -> None:
        self._url = given["url"]
        self._secret = given["secret"]
        self._web = web({**given, "url": ""})

    def find(self, key: str) -> Receipt | None:
        """Return None: a webhook can only be sent to."""
        return None

    def create(self, parcel: Parcel) -> Receipt:
        """Send the parcel; the receiver may answer with its number as JSON, `{"id": "…", "url": "…"}`."""
        body = self._body(parcel)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": parcel.key,
            "X-Wizard-Timestamp": timestamp,
            "X-Wizard-Signature": signature(self._secret, timestamp, body),
        }
        answer = self._web.call("POST", self._url, creates=True, content=body, headers=headers)
        try:
            told = answer.json()
        except ValueError:
            told = None
        told = told if isinstance(told, dict) else {}
        number, url = told.get("id"), told.get("url")
        has_page = isinstance(url, str) and urlsplit(url).scheme in ("http", "https") and len(url) < 500
        return Receipt(
            one_line(str(number), 100) if isinstance(number, str | int) and number != "" else parcel.key,
            url if has_page else None,
        )

    def status(self, external_id: str) -> str | None:
        """Return None: nobody can be asked."""
        return None

    def check(self) -> str:
        """Say that nothing can be tried without sending a parcel."""
        if not urlsplit(self._url).hostname:
            raise Refused("the address has no host")
        return "a webhook cannot be tried without a parcel"

    def _body(self, parcel: Parcel) -> bytes:
        ready = packed(parcel, self.bounds)
        said = {
            "key": parcel.key,
            "follows": followed(parcel.key),
            "reference": parcel.reference,
            "subject": ready.subject,
            "text": ready.text,
            "email": parcel.email,
            "phone": parcel.phone,
            "name": parcel.name and one_line(parcel.name, 200),
            "queue": parcel.queue,
            "department": parcel.department,
            "product": parcel.product,
            "tags": list(parcel.tags),
            "locale": parcel.locale,
            "url": parcel.url,
            "files": [
                {"name": file.name, "type": file.media_type, "base64": b64encode(file.content).decode()}
                for file in ready.files
            ],
        }
        return json.dumps(said, ensure_ascii=False).encode()
