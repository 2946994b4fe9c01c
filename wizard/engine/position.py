"""Where a walk stands, derived from the tree and from what is known. Pure: no clock, no ids, no I/O.

The idea of recomputing the position from named answers is that of GOV.UK's smart-answers; sources, `if`
answers, changed facts and the count of steps left are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from wizard.conditions import Condition
from wizard.engine.carry import Dropped, Why
from wizard.engine.left import Left, left
from wizard.known import BELIEVED, Known, Source
from wizard.model.step import Step
from wizard.model.tree import Target, Tree
from wizard.names import TICKET, UNSURE


@dataclass(frozen=True, slots=True)
class Given:
    """One line of the trail: a step, its answer, who gave it, and what chose it when nobody was asked."""

    step: str
    value: str
    source: Source
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a walk stands: at a step, or (step None) at an end.

    `values` is what conditions see there; `changed` are the facts that a step of the walk has changed, asked
    again since or not.
    """

    trail: tuple[Given, ...]
    step: Step | None
    end: str | None
    off_path: tuple[Dropped, ...]
    values: Mapping[str, str]
    changed: frozenset[str]
    count_left: Callable[[], Left] = field(compare=False, repr=False)

    @property
    def left(self) -> Left:
        """Steps left, at least and at most; counted when it is asked for, since not every page tells it."""
        return self.count_left()


def position(tree: Tree, known: Known) -> Position:
    """Return where the walk stands: `known` is replayed from the first step to the first unanswered one.

    `known` should have been through `carry_over`; a value that is not offered counts as no answer.
    """
    values, sources, late = _known_facts(tree, known)
    turning = [fact for fact in tree.early_facts if fact not in values]
    steps, answers = tree.steps, known.answers
    trail: list[Given] = []
    changed: set[str] = set()
    at: Target = 0 if steps else TICKET
    while not isinstance(at, str):
        if late:
            _learn(tree, late, at, changed, values, sources)
        step = steps[at]
        if step.when is not None and not step.when.holds(values):
            at = at + 1 if at + 1 < len(steps) else TICKET
            continue
        given = _given(step, answers, values, sources)
        if given is None:
            break
        trail.append(given)
        values[step.id] = given.value
        sources[step.id] = given.source
        for fact in step.changes:
            changed.add(fact)
            values.pop(fact, None)
        targets = tree.targets[at]
        at = targets[given.value] if given.value in targets else tree.target(at, step.goto(given.value))
    stop = at if isinstance(at, int) else len(steps)
    return Position(
        tuple(trail),
        None if isinstance(at, str) else steps[at],
        at if isinstance(at, str) else None,
        _off_path(tree, answers, trail, stop),
        values,
        frozenset(changed),
        partial(left, tree, stop, values, answers, late, turning),
    )


def _known_facts(tree: Tree, known: Known) -> tuple[dict[str, str], dict[str, Source], dict[str, str]]:
    """Return value and source of each known fact, and the late answers.

    Answered beats verified beats probe beats host. An answer to a fact that the tree asks after a step that
    changes it is late: it counts from the step that asks it, because it tells how things were there. What was
    answered in an earlier tree was so from the start.
    """
    values: dict[str, str] = {}
    sources: dict[str, Source] = {}
    late: dict[str, str] = {}
    for name, told in known.told.items():
        for source in BELIEVED:
            value = _fact_value(tree, name, told[source]) if source in told else None
            if value is not None and value != UNSURE:
                values[name], sources[name] = value, source
                break
    for answers in (_earlier(known), known.answers):
        for name, given in answers.items():
            value = _fact_value(tree, name, given)
            if value is None:
                continue
            if answers is known.answers and name in tree.late_facts:
                late[name] = value
            elif value != UNSURE or name not in values:
                values[name], sources[name] = value, Source.ANSWERED
    return values, sources, late


def _earlier(known: Known) -> Mapping[str, str]:
    """Return the answers of earlier trees by name alone: the facts among them hold here too."""
    return {name: value for (_, name), value in sorted(known.earlier.items())}


def _fact_value(tree: Tree, name: str, given: str) -> str | None:
    """Return the value of a fact in the form it is kept in, None for what is no fact or no value of it."""
    fact = tree.facts.get(name)
    if fact is None:
        return None
    return UNSURE if given == UNSURE else fact.value(given)


def _learn(
    tree: Tree,
    late: dict[str, str],
    at: int,
    changed: set[str],
    values: dict[str, str],
    sources: dict[str, Source],
) -> None:
    """Let late answers count whose step lies before `at`, on the path or not, if nothing changed the fact."""
    for name in [name for name in late if tree.index[name] < at]:
        value = late.pop(name)
        if name not in changed and (value != UNSURE or name not in values):
            values[name], sources[name] = value, Source.ANSWERED


def _given(
    step: Step, answers: Mapping[str, str], values: Mapping[str, str], sources: Mapping[str, Source]
) -> Given | None:
    answer = answers.get(step.id)
    if answer is not None:
        answer = step.value(answer)
    if step.fact is not None and (answer is None or answer == UNSURE) and step.id in values:
        return Given(step.id, values[step.id], sources[step.id])
    if answer is not None:
        return Given(step.id, answer, Source.ANSWERED)
    for option in step.options:
        if option.chosen_if is not None and option.chosen_if.holds(values):
            return _chosen_if(step, option.id, option.chosen_if, values, sources)
    return None


def _chosen_if(
    step: Step, option: str, condition: Condition, values: Mapping[str, str], sources: Mapping[str, Source]
) -> Given:
    """Return the answer that a condition chose, by what it names: what is known of that, else all of it."""
    names = tuple(dict.fromkeys(leaf.name for leaf in condition.leaves()))
    by = tuple(name for name in names if name in values)
    source = sources[by[0]] if by else Source.ANSWERED
    return Given(step.id, option, source, by or names)


def _off_path(tree: Tree, answers: Mapping[str, str], trail: list[Given], stop: int) -> tuple[Dropped, ...]:
    """Return the answers to steps that the walk has passed without asking them; those still ahead are kept.

    Facts hold wherever they were learnt, so they are never off the path.
    """
    if len(answers) == 0:
        return ()
    on_path = {given.step for given in trail}
    return tuple(
        Dropped(name, value, Why.OFF_PATH)
        for name, value in answers.items()
        if name not in on_path and name not in tree.facts and tree.index.get(name, stop) < stop
    )
