"""Where a walk stands, as the API tells it, and an answer as it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from webui.api.shape import About
from webui.api.values.bounds import KNOWN, QUERY, STEP, Sent
from webui.api.values.texts import Link, Picture, Text
from webui.api.values.trees import FieldHead, Left
from wizard.engine.carry import Why
from wizard.known import Source
from wizard.model.step import Kind, Risk
from wizard.model.tree import EndKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk stands, as `wizard walk --json` says it: a step, or an end."""

    step: Annotated[str | None, About("The step to answer.")] = None
    kind: Annotated[Kind | None, About("What the step is for.")] = None
    options: Annotated[tuple[str, ...] | None, About("The ids of its options.")] = None
    many: Annotated[bool | None, About("True: several can be chosen.")] = None
    type: Annotated[str | None, About("An answer is typed: number, version or text.")] = None
    end: Annotated[str | None, About("The end: solved, ticket, or the name of one.")] = None


@dataclass(frozen=True, slots=True)
class Given:
    """An answered step."""

    step: Annotated[str, About("The step.")]
    value: Annotated[str, About("Its answer; several options are joined by dots.")]
    source: Annotated[Source, About("Who said so.")]
    question: Annotated[Text, About("The question.")]
    answer: Annotated[Text, About("The answer in words.")]
    by: Annotated[tuple[str, ...], About("What chose the answer, where nobody was asked.")] = ()


@dataclass(frozen=True, slots=True)
class Besides:
    """Something known that no step of the trail says: told by the product, or learnt in an earlier tree."""

    id: Annotated[str, About("The fact, or `<tree>:<step>` of an earlier tree.")]
    value: Annotated[str, About("What is known.")]
    source: Annotated[Source, About("Who said so.")]
    question: Annotated[Text, About("The question.")]
    answer: Annotated[Text, About("The answer in words.")]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A value that was given and is not used."""

    step: Annotated[str, About("The name it was given for.")]
    value: Annotated[str, About("The value.")]
    why: Annotated[Why, About("Why it is not used.")]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen."""

    id: Annotated[str, About("What to send as `value`.")]
    label: Annotated[Text, About("What to show.")]
    hint: Annotated[Text | None, About("A line below it.")] = None
    image: Annotated[Picture | None, About("A picture of it.")] = None


@dataclass(frozen=True, slots=True)
class Typed:
    """How a typed answer is judged."""

    kind: Annotated[str, About("number, version or text.")]
    least: Annotated[str | None, About("The smallest that is taken.")] = None
    most: Annotated[str | None, About("The largest that is taken.")] = None
    unit: Annotated[Text | None, About("What stands behind the box.")] = None


@dataclass(frozen=True, slots=True)
class Step:
    """All that a page of the step shows."""

    id: Annotated[str, About("Its id.")]
    kind: Annotated[Kind, About("What it is for.")]
    title: Annotated[Text, About("The heading: a question, or what to do.")]
    options: Annotated[tuple[Option, ...], About("The answers, in order.")]
    risk: Annotated[Risk, About("What doing it can spoil.")]
    restart: Annotated[bool, About("Whether the computer restarts: show how to come back.")]
    hint: Annotated[Text | None, About("A line below the heading.")] = None
    image: Annotated[Picture | None, About("A picture.")] = None
    link: Annotated[Link | None, About("A link.")] = None
    how: Annotated[Text | None, About("What to do, step by step.")] = None
    warning: Annotated[Text | None, About("What to read before.")] = None
    check: Annotated[Text | None, About("How one sees that it helped.")] = None
    undo: Annotated[Text | None, About("How to take it back.")] = None
    why: Annotated[Text | None, About("Why it may help.")] = None
    minutes: Annotated[int | None, About("How long it takes.")] = None
    question: Annotated[str | None, About("What is asked above the options.")] = None
    many: Annotated[bool | None, About("True: several can be chosen.")] = None
    typed: Annotated[Typed | None, About("The box to type into.")] = None
    value: Annotated[str | None, About("The answer it has already.")] = None


@dataclass(frozen=True, slots=True)
class Channel:
    """Another way to reach somebody."""

    label: Annotated[str, About("What to show, as safe HTML.")]
    hours: Annotated[tuple[str, ...], About("When somebody is there.")]
    open: Annotated[bool, About("Whether somebody is there now, by the hours.")]
    url: Annotated[str | None, About("Where it leads.")] = None
    address: Annotated[str | None, About("The address or number to show.")] = None
    state: Annotated[str | None, About("Until when, or when next.")] = None
    note: Annotated[str | None, About("What to know about it, as safe HTML.")] = None


@dataclass(frozen=True, slots=True)
class End:
    """All that the page of the end shows."""

    id: Annotated[str, About("solved, ticket, or the name of an end.")]
    kind: Annotated[EndKind, About("How the walk stops.")]
    heading: Annotated[str, About("The heading.")]
    text: Annotated[Text | None, About("What to know now.")] = None
    prevent: Annotated[Text | None, About("How to keep it from coming back.")] = None
    link: Annotated[Link | None, About("Where to go on.")] = None
    next_tree: Annotated[Link | None, About("The page of another tree that may help.")] = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a walk stands, and everything to show there.

    `tree`, `revision`, `position`, `trail`, `left` and `dropped` are those of `wizard walk --json`.
    """

    tree: Annotated[str, About("The tree where it stands; another one than asked for when the walk led on.")]
    revision: Annotated[str, About("The revision of that tree.")]
    position: Annotated[Place, About("The step or the end, by id.")]
    trail: Annotated[tuple[Given, ...], About("The answered steps, in order.")]
    left: Annotated[Left, About("How many steps are left.")]
    dropped: Annotated[tuple[Dropped, ...], About("What was given and is not used.")]
    locale: Annotated[str, About("The language of the texts.")]
    dir: Annotated[str, About("Its direction.", {"enum": ["ltr", "rtl"]})]
    title: Annotated[Text, About("The title of the tree.")]
    query: Annotated[str, About("Everything known as a query string: send it with the next request.")]
    url: Annotated[str, About("The page of this walk, to show or to share.")]
    besides: Annotated[tuple[Besides, ...], About("What else is known.")]
    notices: Annotated[tuple[str, ...], About("What has to be said once, as safe HTML.")]
    offer_person: Annotated[bool, About("Whether enough has failed to offer a person unasked.")]
    fields: Annotated[
        tuple[FieldHead, ...],
        About("At an end that is not solved: the fields of a request. At a step: those of the tree."),
    ]
    channels: Annotated[
        tuple[Channel, ...], About("At an end that is not solved: other ways to reach somebody.")
    ]
    walk: Annotated[str | None, About("The id of the walk, where it has one.")] = None
    step: Annotated[Step | None, About("The step to show; with `_at` that one.")] = None
    end: Annotated[End | None, About("The end to show.")] = None


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer to a step, and all that was known before. `query` and `known` are two ways to say the latter."""

    KEYWORDS: ClassVar[Mapping[str, Any]] = {
        "not": {"required": ["query", "known"]},
        "examples": [{"known": {"windows~host": "win10"}, "step": "where", "value": "program"}],
    }

    step: Annotated[str, About("The step that is answered.", STEP)]
    value: Annotated[
        Sent | tuple[Sent, ...],
        About(
            "The answer: the id of an option, a list of them where several can be chosen, or what was typed."
        ),
    ]
    query: Annotated[str, About("What is known: `query` of the position before.", QUERY)] = ""
    known: Annotated[
        Mapping[str, str], About("What is known: names and values as an address has them.", KNOWN)
    ] = field(default_factory=dict)
