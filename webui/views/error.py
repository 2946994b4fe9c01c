"""The page that says what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from webui.views.frame import Frame
from webui.views.parts import Anchor


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Something is not there, or went wrong; what the customer can do now."""

    frame: Frame
    code: int
    heading: str
    text: str
    links: tuple[Anchor, ...] = field(default=())
