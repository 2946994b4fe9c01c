"""A tree -> what a drawing of it shows: boxes, frames, ways out, in the words of one language. No geometry yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from wizard.conditions import beyond
from wizard.model.step import Audience, Kind, Option, Risk, Step
from wizard.model.tree import EndKind, Target, Tree
from wizard.names import JUMP, NEXT, TICKET
from wizard.problem import Problem
from wizard.query import query_string
from wizard.telling import Teller

# The address of a page, None where there is none.
Link = str | None
_PLAIN_OPTIONS: Final = frozenset({Kind.FIX, Kind.DO, Kind.TELL})


class Way(StrEnum):
    """Where a way out leads: to the step below, to a later one, to an end of some kind, to another tree."""

    NEXT = "next"
    STEP = "step"
    SOLVED = "solved"
    REFERRED = "referred"
    TICKET = "ticket"
    TREE = "tree"


@dataclass(frozen=True, slots=True)
class Exit:
    """Answers that lead to the same place. `to` is the id of a step or end, `words` tell it."""

    labels: tuple[str, ...]
    way: Way
    to: str
    words: str
    link: Link = None


@dataclass(frozen=True, slots=True)
class Box:
    """A step. `number` counts from 1; `frames` are the groups and blocks around it, outermost first."""

    id: str
    number: int
    kind: Kind
    word: str
    title: str
    condition: tuple[str, ...]
    notes: tuple[str, ...]
    exits: tuple[Exit, ...]
    frames: tuple[tuple[str, ...], ...]
    staff: bool = False
    link: Link = None
    marks: tuple[Problem, ...] = ()
    passes_over: bool = False  # the step has a condition, its frames' included: a walk may pass it over


@dataclass(frozen=True, slots=True)
class Frame:
    """A group or block around steps, with the condition that holds for all of them."""

    title: str
    condition: tuple[str, ...]
    block: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole tree. `last` is what comes after the last step; `marks` are problems of no step; `words` by key."""

    id: str
    locale: str
    title: str
    boxes: tuple[Box, ...]
    frames: Mapping[tuple[str, ...], Frame]
    last: Exit
    words: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Problem, ...] = ()
    link: Link = None

    def leads(self, at: int) -> bool:
        """Tell whether an answer leads from the box at index `at` to what stands below it."""
        return any(way.way is Way.NEXT for way in self.boxes[at].exits)

    def number(self, step: str) -> int:
        """Return the number of a step."""
        return next(box.number for box in self.boxes if box.id == step)


def drawing(
    tree: Tree,
    teller: Teller,
    marks: Mapping[str, Sequence[Problem]] | None = None,
    link_base: str | None = None,
) -> Drawing:
    """Return what a drawing of `tree` shows in the teller's language.

    `marks` are the problems of each step by its id, those of no step under `""`; with `link_base` boxes link to
    `<link_base>/<locale>/<tree>?_at=<step>`.
    """
    return _Drawing(tree, teller, marks or {}, link_base).whole()


_WORDS: Final = ("only-if", "and", "reading", "number", "step", "answers", "problems", "then")
_WAYS: Final = {
    EndKind.SOLVED: Way.SOLVED,
    EndKind.REFERRED: Way.REFERRED,
    EndKind.TICKET: Way.TICKET,
}


class _Drawing:
    """One run of `drawing`."""

    def __init__(
        self,
        tree: Tree,
        teller: Teller,
        marks: Mapping[str, Sequence[Problem]],
        link_base: str | None,
    ) -> None:
        self.tree = tree
        self.tell = teller
        self.marks = marks
        self.base = None if link_base is None else link_base.rstrip("/")

    def whole(self) -> Drawing:
        tree = self.tree
        return Drawing(
            id=tree.id,
            locale=self.tell.locale,
            title=self.tell.text(tree.title),
            boxes=tuple(self._box(at, step) for at, step in enumerate(tree.steps)),
            frames={path: self._frame(path) for path in self._paths()},
            last=self._exit((), TICKET),
            words={key: self.tell.word(f"graph.{key}") for key in _WORDS},
            marks=tuple(self.marks.get("", ())),
            link=self._link(tree.id),
        )

    def _paths(self) -> Iterator[tuple[str, ...]]:
        for step in self.tree.steps:
            yield from _around(step)

    def _frame(self, path: tuple[str, ...]) -> Frame:
        frame = self.tree.frames.get(path)
        if frame is None:
            return Frame(f"{self.tell.word('graph.group')}: {path[-1]}", (), block=False)
        outer = self.tree.frames.get(path[:-1])
        own = beyond(frame.when, outer.when if outer else None)
        kind = self.tell.word("graph.block" if frame.block else "graph.group")
        title = f"{kind}: {path[-1]}"
        if frame.block and frame.block != path[-1]:
            title += f" ({frame.block})"
        return Frame(title, self.tell.condition(self.tree, own), bool(frame.block))

    def _box(self, at: int, step: Step) -> Box:
        frame = self.tree.frames.get(step.groups)
        own = beyond(step.when, frame.when if frame else None)
        return Box(
            id=step.id,
            number=at + 1,
            kind=step.kind,
            word=self.tell.word(f"graph.{step.kind}"),
            title=self.tell.text(step.title),
            condition=self.tell.condition(self.tree, own),
            notes=tuple(self._notes(step)),
            exits=tuple(self._exits(at, step)),
            frames=tuple(_around(step)),
            staff=step.audience is Audience.STAFF,
            link=self._link(self.tree.id, step.id),
            marks=tuple(self.marks.get(step.id, ())),
            passes_over=step.when is not None,
        )

    def _notes(self, step: Step) -> Iterator[str]:
        if step.audience is Audience.STAFF:
            yield self.tell.word("graph.staff")
        if step.restart:
            yield self.tell.word("graph.restart")
        if step.risk is not Risk.NONE:
            yield self.tell.word(f"graph.risk-{step.risk}")

    def _exits(self, at: int, step: Step) -> Iterator[Exit]:
        """Yield the ways out, one for each target; a question's answers that do not just go on stand alone."""
        ways: dict[tuple[str, ...], list[str]] = {}
        for option, target in self.tree.targets[at].items():
            place = self._place(at, target)
            alone = (option,) if step.kind not in _PLAIN_OPTIONS else ()
            ways.setdefault((place, *alone), []).append(self._label(step, option))
        for (place, *_), labels in ways.items():
            yield self._exit(tuple(labels), place)

    def _place(self, at: int, target: Target) -> str:
        """Return a target as `next`, the id of a step or that of an end."""
        if isinstance(target, int):
            return NEXT if target == at + 1 else self.tree.steps[target].id
        after_last = at + 1 == len(self.tree.steps) and target == TICKET
        return NEXT if after_last else target

    def _label(self, step: Step, option: str) -> str:
        found = step.option(option)
        label = self.tell.answer(step, option)
        return f"{label} ({self._unasked(found)})" if found and found.chosen_if else label

    def _unasked(self, option: Option) -> str:
        condition = self.tell.joined(self.tell.condition(self.tree, option.chosen_if))
        return f"{self.tell.word('graph.unasked-if')} {condition}"

    def _exit(self, labels: tuple[str, ...], place: str) -> Exit:
        if place == NEXT:
            return Exit(labels, Way.NEXT, NEXT, self.tell.word("graph.next"))
        step = self.tree.step(place)
        if step is not None:
            return Exit(labels, Way.STEP, place, self.tell.text(step.title))
        words = self.tell.end(self.tree, place)
        if place.startswith(JUMP):
            return Exit(labels, Way.TREE, place, words, self._link(place.removeprefix(JUMP)))
        return Exit(labels, _WAYS[self.tree.kind_of(place)], place, words)

    def _link(self, tree: str, step: str = "") -> Link:
        if self.base is None:
            return None
        at = "?" + query_string([("_at", step)]) if step else ""
        return f"{self.base}/{self.tell.locale}/{tree}{at}"


def _around(step: Step) -> Iterator[tuple[str, ...]]:
    """Yield the frames around a step, outermost first, each as the names that lead to it."""
    for depth in range(1, len(step.groups) + 1):
        yield step.groups[:depth]
