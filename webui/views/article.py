"""A whole tree to read or print."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.frame import Frame
from webui.views.parts import Anchor, Picture


@dataclass(frozen=True, slots=True)
class ArticleChoice:
    """An answer in an article, and where it leads when that is not the next step."""

    label: Markup
    hint: Markup | None
    leads: Markup | None


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """A part of what to do, and when it is."""

    conditions: tuple[Markup, ...]
    html: Markup


@dataclass(frozen=True, slots=True)
class ArticleStep:
    """A step in an article, and for whom it is."""

    caption: str
    heading: Markup | None  # None of an information of several paragraphs: that is the text
    text: Markup | None
    conditions: tuple[Markup, ...]
    hint: Markup | None
    choices: tuple[ArticleChoice, ...]
    warning: Markup | None
    parts: tuple[ArticlePart, ...]
    picture: Picture | None
    link: Anchor | None
    undo: Markup | None
    after: Markup | None
    check: Markup | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A whole tree to read or print. `data` is JSON for search engines, safe to stand in a page."""

    frame: Frame
    heading: Markup
    summary: Markup | None
    steps: tuple[ArticleStep, ...]
    check: Markup | None
    prevent: Markup | None
    text: Markup | None
    start_url: str
    data: Markup
