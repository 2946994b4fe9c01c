"""A field of the request form, as `_fields.yaml` declares it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.model.step import Option
from wizard.model.text import Text
from wizard.problem import Place


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `type` is text, long, choice, last4 or file; `personal` ones are never kept outside a ticket."""

    id: str
    label: Text
    place: Place
    type: str = "text"
    help: Text | None = None
    options: tuple[Option, ...] = ()
    pattern: str | None = None
    required: bool = False
    personal: bool = False

    def texts(self) -> Iterator[Text]:
        """Yield every translatable text of the field."""
        yield self.label
        if self.help:
            yield self.help
        yield from (option.label for option in self.options if option.label)
