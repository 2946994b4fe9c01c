"""A part of a file's data being read: what stands there, where it stands, and whose texts they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wizard.model.text import Image, Link, Text
from wizard.problem import Place, Problem, problem_at
from wizard.source import Mapping, Sequence


@dataclass(slots=True)
class Part:
    """A mapping of a file: `data` as spelt, its `place`, the catalog and context prefix of its texts.

    Data from the store has no spots; places are then those of the part. What cannot be read right is noted in
    `problems`, which all parts of a file share.
    """

    data: dict[str, Any]
    place: Place
    catalog: str
    context: str
    problems: list[Problem]

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self.data

    def place_of(self, key: str) -> Place:
        """Return where the value of `key` stands (the part itself when that is not known)."""
        return self.data.values_at.get(key, self.place) if isinstance(self.data, Mapping) else self.place

    def place_of_key(self, key: str) -> Place:
        """Return where the key itself stands."""
        return self.data.keys_at.get(key, self.place) if isinstance(self.data, Mapping) else self.place

    def scalar(self, key: str, default: str = "") -> str:
        """Return the scalar at `key` as spelt, `default` when there is none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else default

    def integer(self, key: str) -> int | None:
        """Return the whole number at `key`, None when there is none."""
        value = self.scalar(key)
        return int(value) if value.isascii() and value.isdigit() else None

    def flag(self, key: str) -> bool:
        """Return the true-or-false at `key`; false when there is none."""
        return key in self.data and self.scalar(key).lower() == "true"

    def words(self, key: str) -> tuple[str, ...]:
        """Return the scalars of the list at `key` as spelt; one scalar alone counts as a list of one."""
        value = self.data.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,) if value else ()
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def part(self, key: str, name: str | None = None) -> Part | None:
        """Return the mapping at `key`, its texts named `name` (default: the key) behind this part's context."""
        value = self.data.get(key)
        if not isinstance(value, dict):
            return None
        context = f"{self.context}/{name or key}"
        return Part(value, self.place_of(key), self.catalog, context, self.problems)

    def bare(self, key: str) -> Part | None:
        """Return the mapping at `key` with the context of this part: for levels that texts are not named by."""
        value = self.data.get(key)
        if not isinstance(value, dict):
            return None
        return Part(value, self.place_of(key), self.catalog, self.context, self.problems)

    def entries(self) -> Iterator[tuple[str, Any]]:
        """Yield the keys and values, in the order of the file."""
        yield from self.data.items()

    def items(self, key: str) -> Iterator[tuple[Any, Place]]:
        """Yield the items of the list at `key` with their places; a value that is no list is its only item."""
        value = self.data.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            yield value, self.place_of(key)
            return
        for at, item in enumerate(value):
            yield item, value.items_at[at] if isinstance(value, Sequence) else self.place_of(key)

    def text(self, key: str, name: str | None = None) -> Text | None:
        """Return the text at `key`, None when there is none or it is empty."""
        spelt = self.data.get(key)
        if not spelt or not isinstance(spelt, str):
            return None
        return self.text_of(spelt, name or key, self.place_of(key))

    def text_of(self, spelt: str, name: str, place: Place) -> Text | None:
        """Return `spelt` as a text called `name` behind this part's context; None when it is empty."""
        source = spelt.strip("\n").rstrip()
        return Text(source, self.catalog, f"{self.context}/{name}", place) if source else None

    def image(self, key: str = "image") -> Image | None:
        """Return the picture at `key`, None when there is none."""
        part = self.bare(key)
        return Image(part.scalar("file"), part.text("alt", f"{key}.alt"), part.place) if part else None

    def link(self, key: str = "link") -> Link | None:
        """Return the link at `key`: an address alone, or one with a label."""
        if key not in self.data:
            return None
        part = self.bare(key)
        if part:
            return Link(part.scalar("url"), part.text("label", f"{key}.label"), part.place)
        address = self.scalar(key)
        return Link(address, None, self.place_of(key)) if address else None

    def note(self, place: Place, message: str, hint: str = "", rule: str = "model") -> None:
        """Note a problem."""
        self.problems.append(problem_at(place, rule, message, hint))
