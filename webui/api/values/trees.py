"""What the API tells of trees, and what a search found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from webui.api.shape import About
from webui.api.values.bounds import ID, STEP
from webui.api.values.texts import Choice, Text
from wizard.model.step import Kind


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A tree, without its steps."""

    id: Annotated[str, About("Its id.", ID)]
    title: Annotated[Text, About("The trouble in a line.")]
    stage: Annotated[str, About("When that trouble comes: an id of `stages`.")]
    revision: Annotated[str, About("Changes when the tree means something else.")]
    products: Annotated[tuple[str, ...], About("The products it is for; empty: all.")]
    url: Annotated[str, About("Its page.")]
    summary: Annotated[Text | None, About("A sentence about it.")] = None


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees that customers can walk."""

    locale: Annotated[str, About("The language of the texts.")]
    dir: Annotated[str, About("Its direction.", {"enum": ["ltr", "rtl"]})]
    locales: Annotated[tuple[str, ...], About("All languages that can be asked for.")]
    trees: Annotated[tuple[TreeHead, ...], About("The trees, in the order of their ids.")]
    stages: Annotated[tuple[Choice, ...], About("The stages, in the order of the site.")]
    products: Annotated[tuple[Choice, ...], About("The products of the catalogue.")]
    next: Annotated[
        str | None, About("Send it as `after` for those behind these; missing: there are no more.")
    ] = None


@dataclass(frozen=True, slots=True)
class Left:
    """How many steps are still to come, the present one included; 0 at an end."""

    least: Annotated[int, About("At least so many.", {"minimum": 0})]
    most: Annotated[int, About("At most so many.", {"minimum": 0})]


@dataclass(frozen=True, slots=True)
class StepHead:
    """A step of a tree: what it asks, and which answers there are."""

    id: Annotated[str, About("Its id.", STEP)]
    kind: Annotated[Kind, About("What it is for.")]
    title: Annotated[Text, About("The question, or what to do.")]
    options: Annotated[tuple[Choice, ...], About("The answers that can be chosen.")]
    fact: Annotated[str | None, About("The fact that it asks for.")] = None
    many: Annotated[bool | None, About("True: several options can be chosen.")] = None
    type: Annotated[str | None, About("An answer is typed: number, version or text.")] = None


@dataclass(frozen=True, slots=True)
class FactHead:
    """A fact that may be known before it is asked: send it as `<id>~host=<value>`."""

    id: Annotated[str, About("Its id.", ID)]
    values: Annotated[tuple[Choice, ...], About("The values it can have; empty: it is typed.")]
    about: Annotated[Text | None, About("What it tells.")] = None
    type: Annotated[str | None, About("Where it is typed: number, version or text.")] = None


@dataclass(frozen=True, slots=True)
class FieldHead:
    """A field of a request: send it in `fields` of POST /tickets."""

    id: Annotated[str, About("Its id.", ID)]
    type: Annotated[str, About("text, long, choice, last4, serial, product or version.")]
    label: Annotated[Text, About("Its name.")]
    required: Annotated[bool, About("Whether a request without it is refused.")]
    personal: Annotated[
        bool, About("Whether it is personal: then it belongs into a request and nowhere else.")
    ]
    help: Annotated[Text | None, About("How to find what belongs there.")] = None
    options: Annotated[tuple[Choice, ...], About("What can be chosen.")] = ()


@dataclass(frozen=True, slots=True)
class WholeTree:
    """A tree: what it asks, which facts may be known beforehand, what a request from it asks for."""

    locale: Annotated[str, About("The language of the texts.")]
    dir: Annotated[str, About("Its direction.", {"enum": ["ltr", "rtl"]})]
    tree: Annotated[TreeHead, About("The tree.")]
    left: Annotated[Left, About("How many steps there are from its start.")]
    steps: Annotated[tuple[StepHead, ...], About("Its steps, in order. Which come is told by the position.")]
    facts: Annotated[tuple[FactHead, ...], About("The facts that it reads.")]
    fields: Annotated[tuple[FieldHead, ...], About("The fields of a request from its start.")]


@dataclass(frozen=True, slots=True)
class Hit:
    """A tree that fits."""

    tree: Annotated[str, About("Its id.")]
    title: Annotated[Text, About("The trouble in a line.")]
    known: Annotated[Mapping[str, str], About("Answers that the query gives already.")]
    matched: Annotated[tuple[str, ...], About("The words of the query that were found.")]
    url: Annotated[str, About("Its page, with those answers.")]
    summary: Annotated[Text | None, About("A sentence about it.")] = None


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, best first."""

    query: Annotated[str, About("The query as it was read.")]
    searched_for: Annotated[str, About("What was looked up: another one when the keyboard layout was wrong.")]
    locale: Annotated[str, About("The language of the texts.")]
    dir: Annotated[str, About("Its direction.", {"enum": ["ltr", "rtl"]})]
    hits: Annotated[tuple[Hit, ...], About("At most ten.", {"maxItems": 10})]
