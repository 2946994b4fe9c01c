"""What trees share while they are made: facts, blocks, ends of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.loader.part import Part
from wizard.model.fact import Fact
from wizard.model.tree import End
from wizard.names import NEXT


@dataclass(frozen=True, slots=True)
class Shelf:
    """What trees share: facts, blocks and facts as read, the site's ends, where `unable` leads by default.

    `lost_facts` are those that a broken part of `_facts.yaml` took away (`*`: all).
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    fact_data: Mapping[str, Any] = field(default_factory=dict)
    blocks: Mapping[str, Part] = field(default_factory=dict)
    ends: Mapping[str, End] = field(default_factory=dict)
    unable: str = NEXT
    lost_facts: frozenset[str] = frozenset()
