"""A fact: a named value about the customer's machine or product that may be known before it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wizard.model.step import Option, Typed
from wizard.model.text import Image, Text
from wizard.names import UNSURE
from wizard.problem import Place


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of `_facts.yaml`. Without `ask` it is never asked: only a product or a probe tells it."""

    id: str
    place: Place
    about: Text | None = None
    ask: Text | None = None
    hint: Text | None = None
    image: Image | None = None
    values: tuple[Option, ...] = ()
    unsure: Option | None = None
    typed: Typed | None = None
    detect: Mapping[str, object] = field(default_factory=dict)

    def value(self, given: str) -> str | None:
        """Return a value in the form it is kept in, None when the fact cannot have it. `unsure` is no value."""
        for option in self.values:
            if option.id == given:
                return given
        return self.typed.value(given) if self.typed and given != UNSURE else None

    def texts(self) -> Iterator[Text]:
        """Yield every translatable text of the fact, in reading order."""
        yield from (text for text in (self.about, self.ask, self.hint) if text)
        for option in self.values:
            yield from (text for text in (option.label, option.hint) if text)
        for image in (self.image, *(option.image for option in self.values)):
            if image and image.alt:
                yield image.alt
        if self.unsure and self.unsure.label:
            yield self.unsure.label
        if self.typed and self.typed.unit:
            yield self.typed.unit
