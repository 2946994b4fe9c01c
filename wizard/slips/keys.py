"""Slips that are no error of YAML: keys that are none, texts cut into keys, signs of another keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, Final

from wizard.names import is_id

_SHOWN: Final = 60
_UNSEEN: Final = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]")
_QUOTES: Final = "type straight quotation marks, or none"
_COMMA: Final = "type the comma of YAML: ,"
# Signs of other scripts and of word processors, where only those of a keyboard in English count.
_FOREIGN: Final = {**dict.fromkeys("“”„‘’«»", _QUOTES), **dict.fromkeys("،؛", _COMMA)}
_NUMBER: Final = re.compile(r"[-+]?[0-9.:-]+", re.ASCII)


def seen(key: str) -> str:
    """Return a key without the signs in it that nobody sees."""
    return _UNSEEN.sub("", key)


def short(text: str) -> str:
    """Return a text as far as a message has room for it."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def instead(path: tuple[str | int, ...], key: str, value: Any, known: Sequence[str]) -> str:
    """Return what to write in place of the unknown key at `path`; one that holds more may stand at the wrong level."""
    if key in known:
        return f"delete it and type `{key}` anew"
    if (isinstance(value, dict) or value in ("", None)) and path[-3:-2] == ("steps",):
        own = f"if `{short(key)}` is a step of its own, start it in the column of `{path[-2]}`"
        return f"{own}; the steps of a group stand below `steps:`"
    near = get_close_matches(key.lower(), known, 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(known)}"


def braces(name: str) -> tuple[str, str]:
    """Return message and hint of a text that begins with a placeholder."""
    return "a text that starts with { must stand in quotes", f'quote it: "{{{short(name)}}}"'


def cut(key: str, value: Any) -> tuple[str, str] | None:
    """Return message and hint when a "key" is really a piece of a text that YAML split at a comma or colon."""
    if value in ("", None) and key.startswith(("site.", "product.")):
        return braces(key)
    if is_id(key.replace("_", "-")) and key == key.lower():
        return None
    if value in ("", None):
        message = f"the text was cut at a comma: `{short(key)}` became a key of its own"
        return message, 'put the whole text in quotes, such as "Yes, in every program"'
    if isinstance(value, str):
        return "the text was split at its colon", f'quote it: "{short(key)}: {short(value)}"'
    return None


def foreign(value: Any) -> str:
    """Return what to type in place of a sign of another keyboard, empty when there is none in a value."""
    if not isinstance(value, str) or value.isascii():
        return ""
    plain = "".join(str(unicodedata.digit(sign, sign)) for sign in value)
    if plain != value and _NUMBER.fullmatch(plain):
        return f"type the digits of English: {plain}"
    return next((hint for sign, hint in _FOREIGN.items() if sign in value), "")
