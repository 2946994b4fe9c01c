"""Requests, as they are sent and as their customers read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar

from webui.api.shape import PLAIN, About
from webui.api.values.bounds import ID, KNOWN, QUERY, Sent
from webui.api.values.texts import Text
from wizard import limits


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A request. It needs an e-mail address or a telephone number; without a tree it needs words."""

    KEYWORDS: ClassVar[Mapping[str, Any]] = {
        "not": {"required": ["query", "known"]},
        "allOf": [
            {"anyOf": [{"required": ["email"]}, {"required": ["phone"]}, {"required": ["vouched"]}]},
            {"anyOf": [{"required": ["tree"]}, {"required": ["description"]}]},
        ],
        "examples": [{"description": "The program shows nothing at all.", "email": "reader@example.org"}],
        "dependentRequired": {name: ["tree"] for name in ("query", "known", "removed", "vouched")},
    }

    tree: Annotated[str | None, About("The tree of the walk that it comes from.", ID)] = None
    query: Annotated[str, About("What is known: `query` of the position.", QUERY)] = ""
    known: Annotated[
        Mapping[str, str], About("What is known: names and values as an address has them.", KNOWN)
    ] = field(default_factory=dict)
    description: Annotated[
        str, About("The customer's own words.", {**PLAIN, "maxLength": limits.DESCRIPTION})
    ] = ""
    email: Annotated[str, About("Where to answer.", {**PLAIN, "maxLength": limits.CONTACT})] = ""
    phone: Annotated[str, About("Where to call.", {**PLAIN, "maxLength": 40})] = ""
    name: Annotated[str, About("Who asks.", {**PLAIN, "maxLength": limits.CONTACT})] = ""
    fields: Annotated[
        Mapping[str, Sent],
        About(
            "The fields that the position asks for, by id. What is known need not be said again.",
            {"maxProperties": limits.OPTIONS, "propertyNames": ID},
        ),
    ] = field(default_factory=dict)
    vouched: Annotated[
        bool, About("True: what your program vouched for about the customer (`_c`) goes along.")
    ] = False
    removed: Annotated[
        tuple[Sent, ...],
        About(
            "Lines that do not go along: steps of the trail, ids of `besides`.",
            {"maxItems": limits.STEPS},
        ),
    ] = ()


@dataclass(frozen=True, slots=True)
class FiledTicket:
    """A request that is kept. It is kept before this is answered."""

    reference: Annotated[str, About("Its number, for talking about it. It opens nothing.")]
    token: Annotated[str, About("What opens it. Whoever has it reads the request: keep it as a secret.")]
    url: Annotated[str, About("The customer's own page of it.")]
    at: Annotated[datetime, About("When it was filed.")]


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a request. Notes of staff are not among them."""

    at: Annotated[datetime, About("When.")]
    author: Annotated[str, About("Who.", {"enum": ["customer", "staff"]})]
    body: Annotated[str, About("Plain text, as it was written.")]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what was sent."""

    question: Annotated[Text, About("The question.")]
    answer: Annotated[Text, About("The answer.")]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request as its customer may know it."""

    reference: Annotated[str, About("Its number.")]
    status: Annotated[str, About("How far it is: open, answered, pending, solved, closed or merged.")]
    said: Annotated[str, About("The same in words.")]
    settled: Annotated[bool, About("Whether nothing more happens unless somebody asks.")]
    next: Annotated[tuple[str, ...], About("What happens next, in sentences.")]
    at: Annotated[datetime, About("When it was filed.")]
    locale: Annotated[str, About("The language of the texts.")]
    dir: Annotated[str, About("Its direction.", {"enum": ["ltr", "rtl"]})]
    description: Annotated[str, About("The customer's own words, plain text.")]
    lines: Annotated[tuple[Line, ...], About("What was asked and answered.")]
    messages: Annotated[tuple[Message, ...], About("What was said since, first to last.")]
    url: Annotated[str, About("The customer's own page of it.")]
    tree: Annotated[str | None, About("The tree it comes from.")] = None
    title: Annotated[Text | None, About("The title of that tree.")] = None
