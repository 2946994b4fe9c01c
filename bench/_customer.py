"""A customer with a browser that keeps trying: opens the real request form, sends it, sends it again if need be."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

import httpx

# Seconds between two tries of one sending, and for all of them.
_AGAIN: Final = 0.2
PATIENCE: Final = 90.0
_REFERENCE: Final = re.compile(r"\b[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{4}\b")
# The smallest picture there is: one white point.
PICTURE: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)


class NoThanks(Exception):
    """No thank-you page came within the patience of a customer."""


@dataclass(frozen=True, slots=True)
class Form:
    """A request form as it was opened: where it is sent, what stands in it, its key."""

    action: str
    fields: dict[str, list[str]]
    key: str


class Browser:
    """Speaks to the server at `base` as one customer with an address of their own; counts what happens."""

    def __init__(self, base: str, address: str, happened: Counter[str]) -> None:
        self._base = base
        self._headers = {"X-Forwarded-For": address}
        self._happened = happened

    def open(self, path: str) -> Form:
        """Open a request form."""
        with self._client() as client:
            page = client.get(path, follow_redirects=True)
        page.raise_for_status()
        reader = _Reader()
        reader.feed(page.text)
        return Form(reader.action, reader.fields, reader.fields["_w"][0])

    def send(self, form: Form, words: str, picture: bytes | None) -> str:
        """Send the form until a thank-you page is seen; return the reference that stands on it. Raises NoThanks."""
        over = time.monotonic() + PATIENCE
        data = {**form.fields, "description": [words], "email": ["reader@example.org"]}
        files = {"file": ("screen.png", picture, "image/png")} if picture else {}
        while time.monotonic() < over:
            reference = self._tried(form, data, files)
            if reference:
                return reference
            time.sleep(_AGAIN)
        raise NoThanks(words)

    def _tried(
        self, form: Form, data: dict[str, list[str]], files: dict[str, tuple[str, bytes, str]]
    ) -> str | None:
        try:
            with self._client() as client:
                sent = client.post(form.action, data=data, files=files or {"file": ("", b"")})
                if sent.status_code != 303:
                    self._happened[f"sending answered with {sent.status_code}"] += 1
                    return None
                page = client.get(sent.headers["Location"])
        except httpx.HTTPError:
            self._happened["sending cut off"] += 1
            return None
        found = _REFERENCE.search(page.text) if page.status_code == 200 else None
        if found is None:
            self._happened["thank-you page cut off"] += 1
        return found[0] if found else None

    def _client(self) -> httpx.Client:
        return httpx.Client(base_url=self._base, headers=self._headers, timeout=30, trust_env=False)


class _Reader(HTMLParser):
    """Reads the request form out of its page: what is hidden, what is ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, list[str]] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = "request" in (given.get("class") or "").split()
            self.action = (given.get("action") or "") if self._inside else self.action
        elif self._inside and given.get("name") and _is_sent(given):
            self.fields.setdefault(given["name"] or "", []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def _is_sent(given: dict[str, str | None]) -> bool:
    """Tell whether a browser sends that box of itself."""
    return given.get("type") == "hidden" or (given.get("type") == "checkbox" and "checked" in given)
