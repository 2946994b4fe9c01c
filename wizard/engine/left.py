"""How many steps are left: the shortest and the longest way from where a walk stands to an end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.names import UNSURE


@dataclass(frozen=True, slots=True)
class Left:
    """Steps left, the present one included: at least, and at most. At an end both are 0."""

    least: int
    most: int


class Outlook(NamedTuple):
    """What can still become of a step ahead: does it come, is it asked (None: perhaps), where to from there.

    `exits` are indexes of steps; the number of steps stands for an end.
    """

    comes: bool | None
    asked: bool | None
    exits: Collection[int]


NO_STEP = Left(0, 0)
_NEVER = Outlook(False, False, ())


def left(
    tree: Tree,
    stop: int,
    values: Mapping[str, str],
    answers: Mapping[str, str],
    late: Collection[str],
    turning: Collection[str],
) -> Left:
    """Return the steps left from the step at index `stop`, over those that what is known does not rule out.

    `values` are those seen at `stop`, `late` the facts whose answer counts from their own step on. `turning`
    are the unknown facts that a condition names before their step asks them (the linter reports such trees):
    each of them, once answered, can turn the whole walk, so it may take as many steps as the tree has.

    Linear in the steps: the answers to the present step are told apart, those to steps ahead are not.
    """
    if stop >= len(tree.steps):
        return NO_STEP
    ways = []
    for value, exits in _choices(tree, stop):
        ahead = _Ahead(tree, answers, late, dict(values), set())
        ahead.leave(tree.steps[stop], value)
        ways.append(_ways(tuple(ahead.outlooks(stop + 1, exits)), stop + 1, exits))
    least, most = 1 + min(way.least for way in ways), 1 + max(way.most for way in ways)
    for fact in turning:
        if tree.index[fact] >= stop:
            return Left(1, most + len(turning) * len(tree.steps))
    return Left(least, most)


def _choices(tree: Tree, stop: int) -> Iterable[tuple[str | None, Collection[int]]]:
    """Return one answer to the step for all that no condition ahead tells apart, and where they lead.

    None stands for any answer: of typed ones and of several chosen options there are too many.
    """
    step = tree.steps[stop]
    leaves = [leaf for at, leaf in tree.named.get(step.id, ()) if at > stop]
    if step.many or step.typed is not None or not leaves:
        return ((None, tree.exits[stop]),)
    alike: dict[tuple[bool, ...], tuple[str, set[int]]] = {}
    for option, target in tree.targets[stop].items():
        told_apart = tuple(leaf.holds({step.id: option}) for leaf in leaves)
        alike.setdefault(told_apart, (option, set()))[1].add(tree.exit(target))
    return alike.values()


@dataclass(slots=True)
class _Ahead:
    """The look ahead from one step. `seen` are values that stay, `open` names that may become anything.

    Steps and changes ahead move names from known or unknown to open, never back: so answering a step only
    ever rules steps out, and the most steps left falls.
    """

    tree: Tree
    answers: Mapping[str, str]
    late: Collection[str]
    seen: dict[str, str]
    open: set[str]

    def outlooks(self, start: int, exits: Iterable[int]) -> Iterator[Outlook]:
        """Yield the outlook of each step from index `start` on, when the walk may go on at `exits`."""
        reached = set(exits)
        for at in range(start, len(self.tree.steps)):
            step = self.tree.steps[at]
            comes = at in reached and (step.when is None or step.when.verdict(self.seen, self.open))
            if comes is not True and at in reached:
                reached.add(at + 1)
            if comes is False:
                yield _NEVER
                if step.id in self.late:
                    self._open(step.id)
            else:
                asked, onward = self._fact(at, step) if step.fact else self._step(at, step)
                yield Outlook(comes, asked, onward)
                reached.update(onward)
                self.leave(step, None)

    def leave(self, step: Step, value: str | None) -> None:
        """Go on behind a step that may have been answered, with `value` when that is given."""
        if value is not None:
            self.seen[step.id] = value
        elif step.id in self.late or step.id not in self.seen:
            self._open(step.id)
        for fact in step.changes:
            if fact in self.seen:
                self._open(fact)

    def _fact(self, at: int, step: Step) -> tuple[bool | None, Collection[int]]:
        answer = self._answer(step)
        if answer is None or answer == UNSURE:
            answer = self.seen.get(step.id, answer)
            if step.id in self.open:  # a step in between may change it: then a value that was told is gone
                return None if answer is None else False, self.tree.exits[at]
        if answer is None:
            return True, self.tree.exits[at]
        return False, self._exit(at, step, answer)

    def _step(self, at: int, step: Step) -> tuple[bool | None, Collection[int]]:
        answer = self._answer(step)
        if answer is not None:
            return False, self._exit(at, step, answer)
        asked: bool | None = True
        for option in step.options:
            if option.chosen_if is not None:
                verdict = option.chosen_if.verdict(self.seen, self.open)
                if verdict and asked:
                    return False, self._exit(at, step, option.id)
                if verdict is not False:
                    asked = None
        return asked, self.tree.exits[at]

    def _answer(self, step: Step) -> str | None:
        answer = self.answers.get(step.id)
        return None if answer is None else step.value(answer)

    def _exit(self, at: int, step: Step, answer: str) -> Collection[int]:
        return (self.tree.exit(self.tree.target(at, step.goto(answer))),)

    def _open(self, name: str) -> None:
        self.seen.pop(name, None)
        self.open.add(name)


def _ways(outlooks: Sequence[Outlook], start: int, exits: Iterable[int]) -> Left:
    """Return the shortest and longest way from `exits`; the first of `outlooks` stands at index `start`."""
    end = start + len(outlooks)
    ways = [(0, 0)] * (end + 1)
    for at in range(end - 1, start - 1, -1):
        comes, asked, onward = outlooks[at - start]
        if comes is False:
            ways[at] = ways[at + 1]
            continue
        shortest, longest = _best(ways, onward)
        shortest, longest = shortest + (asked is True), longest + (asked is not False)
        if comes is None:
            over = ways[at + 1]
            shortest, longest = min(shortest, over[0]), max(longest, over[1])
        ways[at] = (shortest, longest)
    return Left(*_best(ways, exits))


def _best(ways: Sequence[tuple[int, int]], exits: Iterable[int]) -> tuple[int, int]:
    found = [ways[to] for to in exits] or [(0, 0)]
    return min(found)[0], max(way[1] for way in found)
