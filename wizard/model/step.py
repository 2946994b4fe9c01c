"""A step, its options, and how a typed answer is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from wizard.conditions import Condition, number
from wizard.limits import TYPED
from wizard.model.text import Image, Link, Text
from wizard.names import NEXT, UNSURE
from wizard.problem import Place

# Persian and Arabic-Indic digits and the Persian decimal signs, as people type them.
TO_ASCII: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫", "01234567890123456789.")
_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_VERSION: Final = re.compile(r"\d{1,9}(\.\d{1,9}){0,5}", re.ASCII)


class Kind(StrEnum):
    """What a step is for: a question, a fix to try, something to do, something to know."""

    ASK = "ask"
    FIX = "fix"
    DO = "do"
    TELL = "tell"


class Audience(StrEnum):
    """Who may see a step."""

    CUSTOMER = "customer"
    STAFF = "staff"


class Risk(StrEnum):
    """What a fix can spoil, from nothing to the customer's own data."""

    NONE = "none"
    SETTING = "setting"
    SECURITY = "security"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer that is typed: `kind` number, version or text; bounds as written; `unit` beside the box."""

    kind: str
    least: str | None = None
    most: str | None = None
    pattern: str | None = None
    unit: Text | None = None

    def value(self, typed: str) -> str | None:
        """Return what was typed in the form it is kept in, None when it does not fit.

        Digits of every family become 0-9. At most `limits.TYPED` characters. A pattern must match the whole.
        """
        text = typed.translate(TO_ASCII).strip()
        if not text or len(text) > TYPED or not text.isprintable():
            return None
        if self.kind != "text" and not self._within(text):
            return None
        return text if self.pattern is None or re.fullmatch(self.pattern, text) else None

    def _within(self, text: str) -> bool:
        version = self.kind == "version"
        found = number(text, version=version) if (_VERSION if version else _NUMBER).fullmatch(text) else None
        if found is None:
            return False
        least = number(self.least, version=version) if self.least is not None else None
        most = number(self.most, version=version) if self.most is not None else None
        return (least is None or least <= found) and (most is None or found <= most)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a step. `goto` is a step id, `next`, `solved`, `ticket`, a named end or `tree:<id>`."""

    id: str
    label: Text | None
    place: Place
    goto: str = NEXT
    hint: Text | None = None
    image: Image | None = None
    chosen_if: Condition | None = None
    match: tuple[str, ...] = ()
    goto_place: Place = field(default=Place(""), compare=False)

    def led(self, goto: str, place: Place) -> Option:
        """Return the option leading to `goto`, which is said at `place`."""
        return Option(
            self.id, self.label, self.place, goto, self.hint, self.image, self.chosen_if, self.match, place
        )


@dataclass(frozen=True, slots=True)
class Variant:
    """One part of `how`: Markdown, said only when its condition holds and to its audience."""

    text: Text
    when: Condition | None = None
    audience: Audience = Audience.CUSTOMER


@dataclass(frozen=True, slots=True)
class Advice:
    """What the page of a solved walk says, and how to keep it from coming back."""

    text: Text | None = None
    prevent: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A place in a tree. `when` already holds the conditions of its group and block use."""

    id: str
    kind: Kind
    title: Text
    options: tuple[Option, ...]
    place: Place
    when: Condition | None = None
    groups: tuple[str, ...] = ()
    audience: Audience = Audience.CUSTOMER
    fact: str | None = None
    many: bool = False
    typed: Typed | None = None
    typed_goto: str = NEXT
    hint: Text | None = None
    image: Image | None = None
    link: Link | None = None
    how: tuple[Variant, ...] = ()
    check: Text | None = None
    warning: Text | None = None
    undo: Text | None = None
    why: Text | None = None
    cause: str | None = None
    minutes: int | None = None
    risk: Risk = Risk.NONE
    restart: bool = False
    after: Text | None = None
    changes: tuple[str, ...] = ()
    solved: Advice | None = None
    typed_goto_place: Place = field(default=Place(""), compare=False)

    def option(self, option_id: str) -> Option | None:
        """Return the option of that id, None when the step has none."""
        for option in self.options:
            if option.id == option_id:
                return option
        return None

    def value(self, given: str) -> str | None:
        """Return an answer in the form it is kept in, None when the step does not offer it.

        Of a `many` step the answer is option ids joined by `.`; `unsure` stands alone there.
        """
        if self.many:
            return self._chosen(given)
        for option in self.options:
            if option.id == given:
                return given
        return self.typed.value(given) if self.typed else None

    def _chosen(self, given: str) -> str | None:
        wanted = set(given.split("."))
        chosen = [option.id for option in self.options if option.id in wanted]
        if len(chosen) != len(wanted) or (UNSURE in wanted and len(wanted) > 1):
            return None
        return ".".join(chosen)

    def goto(self, value: str) -> str:
        """Return where an answer leads. Of several chosen options the first that names a place decides."""
        if not self.many:
            option = self.option(value)
            return option.goto if option else self.typed_goto
        chosen = value.split(".")
        places = (option.goto for option in self.options if option.id in chosen)
        return next((place for place in places if place != NEXT), NEXT)

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition of the step: its own, its options' and those of parts of `how`."""
        for condition in (
            self.when,
            *(option.chosen_if for option in self.options),
            *(v.when for v in self.how),
        ):
            if condition is not None:
                yield condition

    def texts(self) -> Iterator[Text]:
        """Yield every translatable text of the step, in reading order."""
        plain = (self.title, self.hint, self.check, self.warning, self.undo, self.why, self.after)
        yield from filter(None, plain)
        for variant in self.how:
            yield variant.text
        if self.solved:
            yield from filter(None, (self.solved.text, self.solved.prevent))
        if self.typed and self.typed.unit:
            yield self.typed.unit
        for image in (self.image, *(option.image for option in self.options if option.image)):
            if image and image.alt:
                yield image.alt
        if self.link and self.link.label:
            yield self.link.label
        for option in self.options:
            yield from filter(None, (option.label, option.hint))
