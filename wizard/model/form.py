"""A field of the request form, as `_fields.yaml` declares it, and its value as it is shown again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.masking import looks_like_serial, masked
from wizard.model.step import Option
from wizard.model.text import Text
from wizard.problem import Place


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `type` is text, long, choice, last4, serial, product, version or file.

    `personal` ones are never kept outside a ticket; `always` ones stand on every form. A field that bears the id of a
    fact is filled with what is known of it.
    """

    id: str
    label: Text
    place: Place
    type: str = "text"
    help: Text | None = None
    options: tuple[Option, ...] = ()
    pattern: str | None = None
    required: bool = False
    personal: bool = False
    always: bool = False

    def texts(self) -> Iterator[Text]:
        """Yield every translatable text of the field."""
        yield self.label
        if self.help:
            yield self.help
        yield from (option.label for option in self.options if option.label)


def shown(field: Field | None, value: str) -> str:
    """Return what a field was filled with as it may be shown again: of a serial its last four characters.

    `field` is None when it is not declared any more: then what looks like a serial is taken for one.
    """
    is_serial = field.type == "serial" if field else looks_like_serial(value)
    return masked(value) if is_serial else value
