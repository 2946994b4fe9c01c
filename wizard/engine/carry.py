"""Known values brought to a tree as it is now: renamed steps followed, what no longer fits dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from wizard.known import Known, Source
from wizard.model.tree import Tree
from wizard.names import UNSURE


class Why(StrEnum):
    """Why a value that came with a walk is not used."""

    UNKNOWN = "unknown"  # nothing here bears that name
    NOT_OFFERED = "not-offered"  # the step or fact cannot have this value
    CHANGED = "changed"  # the step says something else since it was answered
    OFF_PATH = "off-path"  # the walk no longer comes by that step
    TWICE = "twice"  # two different values were given


@dataclass(frozen=True, slots=True, order=True)
class Dropped:
    """A value that is not used any more."""

    step: str
    value: str
    why: Why


def carry_over(
    tree: Tree, known: Known, since: Mapping[str, str] | None = None
) -> tuple[Known, tuple[Dropped, ...]]:
    """Return `known` brought to this tree, and what could not come along, both in the order of their names.

    `since` holds the fingerprints of the revision under which the answers were given (None: this one).
    Renamed steps are followed, values get the form they are kept in, unknown names and values no longer
    offered are dropped, and so are answers to steps whose fingerprint differs.
    """
    dropped: list[Dropped] = []
    answers = _answers(tree, known, since, dropped)
    told: dict[str, dict[Source, str]] = {}
    for name, values in sorted(known.told.items()):
        fact = tree.facts.get(name)
        for source, value in sorted(values.items()):
            kept = fact.value(value) if fact else None
            if kept is not None:
                told.setdefault(name, {})[source] = kept
            else:
                dropped.append(Dropped(name, value, Why.NOT_OFFERED if fact else Why.UNKNOWN))
    return replace(known, answers=answers, told=told), tuple(dropped)


def kept_value(tree: Tree, name: str, value: str) -> str | Why:
    """Return a value of a step or fact in the form it is kept in, or why the tree has no use for it."""
    step = tree.step(name)
    fact = tree.facts.get(name)
    if step is not None:
        kept = step.value(value)
    elif fact is not None:
        kept = value if value == UNSURE else fact.value(value)
    else:
        return Why.UNKNOWN
    return Why.NOT_OFFERED if kept is None else kept


def _answers(
    tree: Tree, known: Known, since: Mapping[str, str] | None, dropped: list[Dropped]
) -> dict[str, str]:
    """Return the answers under the names of now. An answer under its own name goes before a renamed one."""
    given: dict[str, dict[str, str]] = {}
    for name, value in sorted(known.answers.items()):
        now = _moved(tree, name)
        kept = Why.CHANGED if _changed(tree, since, name, now) else kept_value(tree, now, value)
        if isinstance(kept, Why):
            dropped.append(Dropped(name, value, kept))
        else:
            given.setdefault(now, {})[name] = kept
    answers = {}
    for now, values in given.items():
        if now in values or len(set(values.values())) == 1:
            answers[now] = values[now] if now in values else next(iter(values.values()))
        else:
            dropped.extend(Dropped(name, value, Why.TWICE) for name, value in values.items())
    return answers


def _moved(tree: Tree, name: str) -> str:
    """Return the name that `name` has now. A name in use is never followed: twice is as good as once."""
    followed = {name}
    while name in tree.moved and name not in tree.index and tree.moved[name] not in followed:
        name = tree.moved[name]
        followed.add(name)
    return name


def _changed(tree: Tree, since: Mapping[str, str] | None, old: str, now: str) -> bool:
    if since is None or old not in since or now not in tree.fingerprints:
        return False
    return since[old] != tree.fingerprints[now]
