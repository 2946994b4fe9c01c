"""What a filed ticket says, in any language: its walk's lines in the words of then, its facts, its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wizard.known import BELIEVED, Source
from wizard.library import Library
from wizard.masking import looks_like_serial, masked
from wizard.model.form import Field
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.rendering import source as filled
from wizard.store import Json, Ticket
from wizard.transcript import answer_words, fact_words

# Who is believed first, as `Known` has it.
_ORDER: Final = (Source.ANSWERED, *BELIEVED)
# The types of fields that hold a serial, or its end.
_SERIALS: Final = frozenset({"serial", "last4"})

# A tree by its id and revision, None when that is not known.
Then = Callable[[str, str], Tree | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One answered step. Question and answer are Markdown; `step` None: its words are lost, and ids stand there."""

    tree: str
    step: str
    question: str
    answer: str
    value: str
    source: str
    by: tuple[str, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact with everything that was told about it: (source, value, words in Markdown), the believed one first."""

    id: str
    label: str
    told: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the form that was filled in: label in Markdown, value as words.

    Serials and `personal` fields are for few eyes.
    """

    id: str
    label: str
    value: str
    words: str
    personal: bool = False

    @property
    def masked(self) -> str:
        """The words as most are to see them: of what is for few eyes, the last four characters."""
        return masked(self.words) if self.personal else self.words


class Reader:
    """Reads tickets with the library of now; `then` has the trees as they were."""

    def __init__(self, library: Library, then: Then) -> None:
        self.library = library
        self._then = then

    def tree(self, ticket: Ticket, tree_id: str | None) -> Tree | None:
        """Return a tree as it was when the ticket was filed; one that the walk had left before, as it is now."""
        now = self.library.staff.get(tree_id or "")
        if tree_id != ticket.tree or ticket.revision is None or (now and now.revision == ticket.revision):
            return now
        return self._then(tree_id or "", ticket.revision) or now

    def title(self, ticket: Ticket, locale: str) -> str | None:
        """Return the title of the ticket's tree in Markdown; None without a tree that is known."""
        tree = self.tree(ticket, ticket.tree)
        return filled(self.library, tree.title, locale, _values(ticket)) if tree else None

    def lines(self, ticket: Ticket, locale: str) -> Iterator[Line]:
        """Yield the answers in the words of then; where those are lost, as they were kept."""
        for given in _mappings(ticket.trail):
            tree_id, step_id, value = str(given["tree"]), str(given["step"]), str(given["value"])
            source, by = str(given.get("source", Source.ANSWERED)), tuple(map(str, given.get("by", ())))
            step = self._step(ticket, tree_id, step_id)
            if step is None or step.value(value) is None:
                yield Line(tree_id, step_id, step_id, value, value, source, by, lost=True)
                continue
            question = filled(self.library, step.title, locale, _values(ticket))
            answer = answer_words(self.library, step, value, locale)
            yield Line(tree_id, step_id, question, answer, value, source, by)

    def facts(self, ticket: Ticket, locale: str) -> Iterator[FactLine]:
        """Yield the facts of the ticket with all that was told about each."""
        for name, told in _told(ticket).items():
            fact = self.library.facts.get(name)
            asked = (fact.about or fact.ask) if fact else None
            label = filled(self.library, asked, locale, _values(ticket)) if asked else name
            yield FactLine(
                name,
                label,
                tuple(
                    (source, told[source], fact_words(self.library, fact, told[source], locale))
                    for source in (*_ORDER, *sorted(set(told) - set(_ORDER)))
                    if source in told
                ),
            )

    def fields(self, ticket: Ticket, locale: str) -> Iterator[FieldLine]:
        """Yield the fields that were filled in, in the order of the form."""
        fields = ticket.fields if isinstance(ticket.fields, Mapping) else {}
        for name, value in fields.items():
            if not value:
                continue
            one = self.library.fields.get(name)
            label = filled(self.library, one.label, locale, {}) if one else name
            words = self._said(one, str(value), locale) if one else str(value)
            yield FieldLine(name, label, str(value), words, _for_few(one, str(value)))

    def product(self, ticket: Ticket, locale: str) -> str | None:
        """Return the name of the product that the ticket is about, its id when it is not in the catalogue."""
        product = self.library.site.products.get(ticket.product or "")
        return self.library.words(locale, product.name) if product else ticket.product

    def _said(self, one: Field, value: str, locale: str) -> str:
        option = next((option for option in one.options if option.id == value), None)
        product = self.library.site.products.get(value) if one.type == "product" else None
        label = option.label if option else product.name if product else None
        return self.library.words(locale, label) if label else value

    def _step(self, ticket: Ticket, tree_id: str, step_id: str) -> Step | None:
        tree = self.tree(ticket, tree_id)
        return tree.step(step_id) if tree else None


def _values(ticket: Ticket) -> dict[str, str]:
    """Return the facts as they were believed, for the placeholders of texts."""
    return {
        name: next(told[source] for source in (*_ORDER, *told) if source in told)
        for name, told in _told(ticket).items()
        if told
    }


def _told(ticket: Ticket) -> dict[str, dict[str, str]]:
    """Return what was told about each fact, by source. What is kept otherwise is no reason to lose the rest."""
    facts = ticket.facts if isinstance(ticket.facts, Mapping) else {}
    return {
        name: {source: str(value) for source, value in told.items()}
        for name, told in facts.items()
        if isinstance(told, Mapping)
    }


def _mappings(trail: Json) -> Iterator[Mapping[str, Any]]:
    """Yield the answers of a trail, as `tickets` keeps them."""
    for one in trail if isinstance(trail, list) else ():
        if isinstance(one, Mapping) and one.keys() >= {"tree", "step", "value"}:
            yield one


def _for_few(one: Field | None, value: str) -> bool:
    """Tell whether a field's value is masked; one that is not known any more is judged by what it looks like."""
    return looks_like_serial(value) if one is None else one.personal or one.type in _SERIALS
