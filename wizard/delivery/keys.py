"""The keys of a helpdesk's table in the settings file: each with what it says and what it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol
from urllib.parse import urlsplit

from wizard.delivery.helpdesk import Helpdesk
from wizard.delivery.web import ANSWER_SECONDS, Web

# The checked values of a table by the names of its keys.
Given = Mapping[str, Any]
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f]{1,64}@[^\s@<>()\[\]\\,;:\"\x00-\x1f]{1,190}")
_FIELD: Final = re.compile(r"[A-Za-z0-9_]{1,100}")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a key takes: the words for it, and a test of a value that TOML has read."""

    expected: str
    fits: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Key:
    """One key. Without a `default` it must be there, unless it is `optional`.

    A `secret` stands in an environment variable, and the table names that variable under `<name>_env`.
    """

    name: str
    about: str
    shape: Shape
    default: Any = None
    optional: bool = False
    secret: bool = False

    @property
    def written(self) -> str:
        """The key as the table has it."""
        return f"{self.name}_env" if self.secret else self.name

    @property
    def needed(self) -> bool:
        """Whether the table is wrong without it."""
        return self.default is None and not self.optional


class Adapter(Helpdesk, Protocol):
    """An adapter as the settings know it: its keys, how it is made from them, how it is tried without harm."""

    keys: ClassVar[tuple[Key, ...]]

    def __init__(self, given: Given) -> None: ...

    def check(self) -> str:
        """Return what a look at the helpdesk showed, nothing being made there. Raises as all calls do."""
        ...


def number(least: int, most: int) -> Shape:
    """The shape of a whole number between two, both included."""
    return Shape(
        f"a whole number from {least} to {most}",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most,
    )


def choice(*words: str) -> Shape:
    """The shape of one of the words."""
    return Shape(" or ".join(f'"{word}"' for word in words), lambda value: value in words)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 500 and value.isprintable() and value == value.strip()


def _is_seconds(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0.1 <= value <= ANSWER_SECONDS


def _is_base(value: Any) -> bool:
    return _is_url(value) and "?" not in value


def _is_url(value: Any) -> bool:
    if not _is_text(value) or "#" in value or not value.isascii():
        return False
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  (reading it is what tells whether it is a number)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc


TEXT: Final = Shape("a text in one line", _is_text)
URL: Final = Shape("an address such as https://help.example.org", _is_url)
BASE: Final = Shape("an address such as https://help.example.org, without a query", _is_base)
ADDRESS: Final = Shape(
    "an e-mail address", lambda value: _is_text(value) and _ADDRESS.fullmatch(value) is not None
)
SWITCH: Final = Shape("true or false", lambda value: isinstance(value, bool))
NUMBER: Final = number(1, 2**31 - 1)
SECONDS: Final = Shape(f"a number from 0.1 to {ANSWER_SECONDS:g}", _is_seconds)
FILE: Final = Shape(
    "the path of a file that is there", lambda value: _is_text(value) and Path(value).is_file()
)
# The name of a field as programs know it; empty where there is none.
FIELD: Final = Shape(
    'the name of a field, or ""',
    lambda value: isinstance(value, str) and (value == "" or _FIELD.fullmatch(value) is not None),
)
# Secrets go into headers of HTTP.
TOKEN: Final = Shape(
    "a secret of printable ASCII signs",
    lambda value: _is_text(value) and value.isascii() and " " not in value,
)

CALLS: Final = (
    Key("ca_file", "A file of certificates to trust in place of the usual ones (PEM).", FILE, optional=True),
    Key("seconds", "How long one call may take.", SECONDS, ANSWER_SECONDS),
)
HTTP: Final = (
    *CALLS,
    Key(
        "unencrypted",
        "Allows an `http://` address on another machine: whoever listens between reads the secret.",
        SWITCH,
        False,
    ),
)


def web(
    given: Given,
    path: str = "",
    headers: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
) -> Web:
    """Return the calls to `path` under the `url` of a table, as its HTTP keys say."""
    base = given["url"].rstrip("/") + path
    return Web(base, headers, auth, seconds=given["seconds"], ca_file=given.get("ca_file"))


def is_private(url: str) -> bool:
    """Tell whether nobody between can read what goes there: `https`, or this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK
