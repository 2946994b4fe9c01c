"""The ways to reach somebody, on the home page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A way to reach somebody. `state` says whether somebody is there now, where hours are known."""

    label: Markup
    url: str | None
    address: str  # shown beside the label; empty where the link says enough
    hours: tuple[str, ...]
    is_open: bool
    state: str | None
    note: Markup | None
