"""What is known on a walk: answers, and facts that the product or a probe told, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """Where a known value comes from. For one fact the order below decides who is believed."""

    ANSWERED = "answered"
    VERIFIED = "verified"
    PROBE = "probe"
    HOST = "host"


BELIEVED: Final = (Source.VERIFIED, Source.PROBE, Source.HOST)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything known on a walk.

    `answers`: fact or step id -> value the customer gave. `told`: fact id -> value by source.
    `earlier`: (tree, step) -> value, answers of trees the walk has left, in the order given.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Mapping[Source, str]] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def answer(self, step: str, value: str) -> Known:
        """Return what is known once `step` has been answered with `value`."""
        return replace(self, answers={**self.answers, step: value})

    def without(self, step: str) -> Known:
        """Return what is known when the answer to `step` is taken back."""
        return replace(self, answers={name: value for name, value in self.answers.items() if name != step})
