"""A difference between two states of a folder of trees, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wizard.problem import Walk


class Topic(StrEnum):
    """What a difference is about, in the order in which differences are told."""

    RISK = "risk"  # what a step may spoil, what it warns of, how it is undone
    LIVE = "live"  # customers who stand there now
    BROKEN = "broken"
    TREE = "tree"
    WAY = "way"  # lost, gained, leading elsewhere
    AGAIN = "again"  # answers that are asked again
    STEP = "step"
    OPTION = "option"
    CONDITION = "condition"
    REQUEST = "request"  # what a request asks for
    FACT = "fact"
    TEXT = "text"
    TRANSLATION = "translation"


# What somebody has to look at before anything else.
FIRST = frozenset({Topic.RISK, Topic.LIVE, Topic.BROKEN})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a sentence, and lines below it. `tree` is the file it is told under, `walk` shows it."""

    topic: Topic
    tree: str
    step: str
    told: str
    details: tuple[str, ...] = ()
    walk: Walk = ()


# How many walks stand where: by tree and what their last answer reached.
Live = Mapping[tuple[str, str], int]
