"""What stands above every page of a walk that two walk together."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.parts import Hidden


@dataclass(frozen=True, slots=True)
class Together:
    """What one of the two reads above the step, and what their script asks for."""

    heading: str
    text: Markup
    code: str  # to be read out; empty once somebody looks along
    news: str  # what the other one has just done
    behind: str  # said when this is not the latest step
    latest_url: str
    state_url: str
    here: str  # this page's own address
    seen: str  # what the page knows of the walk: its ETag
    end_action: str
    end_label: str
    hidden: tuple[Hidden, ...]
