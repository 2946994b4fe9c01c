"""Walks as a browser makes them: each page read, each form filled in, kept as the bytes to send again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from typing import Final
from urllib.parse import urlencode

STEPS: Final = 16  # of one walk at most
ID: Final = "b" * 22  # stands for the walk's id until it is sent; a real one is as long
FORM_TYPE: Final = "application/x-www-form-urlencoded"
FRESH: Final = "/-/fresh"
_HTMX: Final = "HX-Request: true"
_PROBLEM: Final = re.compile(r'href="/en/([a-z0-9-]+)"')
_HIDDEN: Final = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_CHOICE: Final = re.compile(r'name="answer" value="([^"]+)"')
_HEADING: Final = re.compile(r'<h1 id="heading"[^>]*>(.*?)</h1>', re.DOTALL)
_FORM: Final = re.compile(r"<form.*?</form>", re.DOTALL)


class UnexpectedPage(Exception):
    """The server answered something else than the bench can walk on."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request in bytes. A fresh walk id belongs between its parts; a right answer holds `expected`."""

    parts: tuple[bytes, ...]
    expected: bytes
    size: int  # of the body of the right answer

    def sent(self, walk: bytes) -> bytes:
        """Return the bytes to send in the walk of that id."""
        return walk.join(self.parts)


Walk = tuple[Prepared, ...]

# From method, path and form to the page that answers.
Fetch = Callable[[str, str, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Post:
    """One answer of a walk: where its form goes, the form, and the answer's heading and size."""

    path: str
    form: bytes
    heading: bytes
    size: int

    def step(self) -> Prepared:
        """Return the request as htmx sends it."""
        return _prepared("POST", self.path, self.form, self.heading, self.size, _HTMX)

    def fresh(self) -> Prepared:
        """Return the request for the same page, made as if no customer had ever been shown it."""
        return _prepared("POST", FRESH + self.path, self.form, self.heading, self.size, _HTMX)

    def zipped(self) -> Prepared:
        """Return the same for an answer in gzip, of which only the header can be read at a glance."""
        expected = b"content-encoding: gzip"
        return _prepared("POST", self.path, self.form, expected, self.size, _HTMX, "Accept-Encoding: gzip")

    def reference(self) -> Prepared:
        """Return the same form for the reference route, asking for as many bytes."""
        heading = b'<h1 id="heading">reference</h1>'
        return _prepared("POST", f"/-/reference/{self.size}", self.form, heading, self.size, _HTMX)


def bare() -> Walk:
    """Return the walk of one tiny page."""
    return (_prepared("GET", "/-/bare", b"", b"<p>process ", 0),)


def posts(fetch: Fetch, locales: Sequence[str], variants: int, trees: int = 100) -> list[list[Post]]:
    """Return `variants` walks in every language through at most so many trees, picked evenly from all.

    The variants take other options at each question. Raises UnexpectedPage.
    """
    home = fetch("GET", "/en/", b"").decode()
    found = sorted({tree for tree in _PROBLEM.findall(home) if tree != "ticket"})
    return [
        _walk(fetch, f"/{locale}/{tree}", variant)
        for tree in found[:: max(1, len(found) // trees)][:trees]
        for locale in locales
        for variant in range(variants)
    ]


def _walk(fetch: Fetch, path: str, variant: int) -> list[Post]:
    found: list[Post] = []
    page = fetch("GET", f"{path}?_w={ID}", b"").decode()
    while len(found) < STEPS and (form := _first_form(page)) and (choice := _choice(form, variant)):
        hidden = [(name, unescape(value)) for name, value in _HIDDEN.findall(form)]
        body = urlencode([*hidden, ("answer", choice)]).encode()
        answer = fetch("POST", path, body)
        page = answer.decode()
        heading = _HEADING.search(page)
        if heading is None or body.count(ID.encode()) != 1:
            raise UnexpectedPage(f"{path} after {body!r}")
        found.append(Post(path, body, heading[0].encode(), len(answer)))
        path = (
            re.findall(r'<form class="answer" action="([^"]+)"', page)[0]
            if 'class="answer"' in page
            else path
        )
    return found


def _first_form(page: str) -> str:
    forms = [form for form in _FORM.findall(page) if 'class="answer"' in form]
    return forms[0] if forms else ""


def _choice(form: str, variant: int) -> str | None:
    """Return `not-solved` where it is offered, which makes walks long; else the option of the variant."""
    choices = _CHOICE.findall(form)
    if "not-solved" in choices:
        return "not-solved"
    return choices[variant % len(choices)] if choices else None


def over(connection: HTTPConnection) -> Fetch:
    """Return what fetches pages over a connection, as htmx would. Raises UnexpectedPage."""

    def fetch(method: str, path: str, body: bytes) -> bytes:
        headers = {"HX-Request": "true", "Content-Type": FORM_TYPE} if body else {}
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise UnexpectedPage(f"{method} {path}: {answer.status}")
        return content

    return fetch


def _prepared(method: str, path: str, body: bytes, expected: bytes, size: int, *headers: str) -> Prepared:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers]
    if method == "POST":
        lines += [f"Content-Type: {FORM_TYPE}", f"Content-Length: {len(body)}"]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return Prepared(tuple((head + body).split(ID.encode())), expected, size)
