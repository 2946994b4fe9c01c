"""Texts, pictures and links, as all answers of the API hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from webui.api.shape import About


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people: as Markdown, and as HTML that is safe to show."""

    markdown: Annotated[str, About("The text with its marks.")]
    html: Annotated[str, About("The same as safe HTML; addresses in it may begin with / at this server.")]
    lang: Annotated[str, About("The language it is in; not the one asked for where no translation is there.")]
    dir: Annotated[str, About("Its direction.", {"enum": ["ltr", "rtl"]})]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, with its words."""

    id: Annotated[str, About("What to send back.")]
    label: Annotated[Text, About("What to show.")]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture."""

    url: Annotated[str, About("Where it is.")]
    alt: Annotated[str, About("The same in words.")]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to somewhere else."""

    url: Annotated[str, About("Where it leads.")]
    label: Annotated[str, About("What to show, as safe HTML.")]
