"""The page of an end."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.frame import Frame
from webui.views.parts import Anchor, Answers, Hidden


@dataclass(frozen=True, slots=True)
class Feedback:
    """ "Did it really help?" `given` is what was said already: yes, no or nothing."""

    action: str
    hidden: tuple[Hidden, ...]
    given: str | None = None


@dataclass(frozen=True, slots=True)
class EndPage:
    """An end. `kind` is solved, referred or ticket."""

    frame: Frame
    tree_title: str
    kind: str
    heading: Markup
    text: Markup | None
    prevent: Markup | None
    link: Anchor | None
    next_tree: Anchor | None
    request_url: str | None
    answers: Answers
    back_url: str | None
    feedback: Feedback | None
    notices: tuple[Markup, ...] = ()
    request_words: str | None = None  # on the button that leads to the request, where it says something else
