"""The tables of docs/helpdesks.md, from the keys of the adapters: python -m tests.delivery.helpdesks_reference"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tests.fences import DOCS
from wizard.delivery import wishes
from wizard.delivery.helpdesks import HELPDESKS
from wizard.delivery.keys import HTTP, Key

COMMON: dict[str, Sequence[Key]] = {"all": wishes.KEYS, "http": HTTP}
PAGE = DOCS / "helpdesks.md"


def written(text: str) -> str:
    """Return the page with its tables as the adapters say they are."""
    for name in ("all", "http", *HELPDESKS):
        pattern = re.compile(rf"(<!-- keys of {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        said = table(name)
        text = pattern.sub(lambda found, said=said: f"{found[1]}{said}\n{found[2]}", text)  # type: ignore[misc]
    return text


def table(name: str) -> str:
    """Return the table of a kind, or of what all kinds, or all over HTTP, have in common."""
    rows = [f"| `{key.written}` | {key.about} | {takes(key)} | {without(key)} |" for key in keys_of(name)]
    return "\n".join(
        ["| key | what it says | what it takes | without it |", "| --- | --- | --- | --- |", *rows]
    )


def keys_of(name: str) -> Sequence[Key]:
    """Return the keys of a table of the page."""
    if name in COMMON:
        return COMMON[name]
    return [key for key in HELPDESKS[name].keys if name == "email" or key not in HTTP]


def takes(key: Key) -> str:
    """Return what a key takes."""
    if key.secret:
        return f"the name of an environment variable that holds it: {key.shape.expected}"
    return key.shape.expected


def without(key: Key) -> str:
    """Return what holds when a table has no such key."""
    return (
        "the file is refused"
        if key.needed
        else f"`{shown(key.default)}`"
        if key.default is not None
        else "none"
    )


def shown(value: Any) -> str:
    """Return a default as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
