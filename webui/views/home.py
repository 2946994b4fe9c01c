"""The home page, and what a search found."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.channels import ChannelView
from webui.views.frame import Frame
from webui.views.parts import Anchor, Choice, Hidden


@dataclass(frozen=True, slots=True)
class Card:
    """A tree in a list. `matched` are words of the query that stand neither in title nor summary."""

    url: str
    title: Markup
    summary: Markup | None
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the product's life with its trees, or the first of them and where all are."""

    id: str
    label: Markup
    cards: tuple[Card, ...]
    more: Anchor | None = None


@dataclass(frozen=True, slots=True)
class StageLink:
    """A link that leaves only the trees of one stage, or of all; `count` says how many there are."""

    url: str
    label: Markup
    count: str
    current: bool


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The search form: what stands in it, and what is searched in. Without `products` there is no choice of them."""

    action: str
    query: str
    hidden: tuple[Hidden, ...]
    products: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. `instead` is the query as it was typed when something else was searched for."""

    query: str
    cards: tuple[Card, ...]
    searched_for: str
    instead: Anchor | None
    everywhere: Anchor | None  # the same search without the filters
    person_url: str
    from_program: bool = False  # a product sent an id that leads nowhere


@dataclass(frozen=True, slots=True)
class HomePage:
    """The search and its results; without a search the trees by stage, and those used most and new."""

    frame: Frame
    box: SearchBox
    status: str
    results: Results | None
    stage_links: tuple[StageLink, ...]
    used: tuple[Anchor, ...]
    newest: tuple[Anchor, ...]
    stages: tuple[Stage, ...]
    channels: tuple[ChannelView, ...] = ()
    place_of_hours: str | None = None
