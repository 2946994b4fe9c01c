"""Where a query points into a tree: answers that its words and codes give already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wizard.conditions import Compare, Is
from wizard.engine.position import position
from wizard.known import Known
from wizard.model.step import Option, Step
from wizard.model.tree import Tree
from wizard.search.codes import INSTALLER, Code, Voice, code_number, voice
from wizard.search.fold import tokens
from wizard.search.stems import ERROR, says_little, stem

_AHEAD: Final = 1.25  # how much better the best option must fit than the next
_VOICE: Final = 1.5  # what the right voice is worth, in words


@dataclass(frozen=True, slots=True)
class Pointer:
    """An option, the phrases of stems that point to it, and whose words it is about."""

    step: str
    option: str
    phrases: tuple[frozenset[str], ...]
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Pointers:
    """The ways into a tree: by words, and by codes that a typed step asks for."""

    options: tuple[Pointer, ...] = ()
    code_steps: tuple[str, ...] = ()
    by_code: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # step that a code decides -> those codes
    looks_up: bool = False  # the tree looks up any code of a setup


def pointers(tree: Tree) -> Pointers:
    """Return the ways into `tree`."""
    code_steps = tuple(_code_steps(tree))
    by_code = {step.id: codes for step in tree.steps if (codes := _deciding(step, code_steps))}
    options = (Pointer(step.id, option.id, *_words(option)) for step in tree.steps for option in step.options)
    return Pointers(
        tuple(one for one in options if one.phrases or one.voice),
        code_steps,
        by_code,
        bool(by_code) and any(_takes(tree, step, str(INSTALLER.start)) for step in code_steps),
    )


def preset(
    tree: Tree, ways: Pointers, stems: Collection[str], codes: Sequence[Code], speaker: Voice | None
) -> dict[str, str]:
    """Return the answers that a query gives: its stems, its codes and whose message it is.

    Only answers that the walk can use: on its path, or still ahead.
    """
    known = _by_code(tree, ways, codes)
    given = set(known.values())
    for step, options in _by_step(ways.options).items():
        if given.isdisjoint(ways.by_code.get(step, ())) and (chosen := _chosen(options, stems, speaker)):
            known[step] = chosen
    if not known:
        return known
    gone = {dropped.step for dropped in position(tree, Known(known)).off_path}
    return {step: value for step, value in known.items() if step not in gone}


def _code_steps(tree: Tree) -> Iterator[str]:
    """Yield the steps in which one of the tree's codes is typed: conditions name it there."""
    numbers = {code_number(code) for code in tree.codes} - {None}
    for step in tree.steps:
        leaves = tree.named.get(step.id, ()) if step.typed and step.fact is None else ()
        if any(not numbers.isdisjoint(map(code_number, _values(leaf))) for _, leaf in leaves):
            yield step.id


def _values(leaf: Is | Compare) -> tuple[str, ...]:
    return tuple(leaf.values) if isinstance(leaf, Is) else (str(int(leaf.bound[0])),)


def _deciding(step: Step, code_steps: Collection[str]) -> frozenset[str]:
    found: set[str] = set()
    for option in step.options:
        for leaf in option.chosen_if.leaves() if option.chosen_if else ():
            if leaf.name in code_steps:
                found.update(_values(leaf))
    return frozenset(found)


def _words(option: Option) -> tuple[tuple[frozenset[str], ...], Voice | None]:
    phrases = (tokens(words) for words in option.match)
    stems = (frozenset(stem(token) for token in phrase if not says_little(token)) for phrase in phrases)
    if not option.match:
        return (), None
    texts = [
        " ".join(tokens(words)) for words in (*option.match, option.label.source if option.label else "")
    ]
    return tuple(dict.fromkeys(phrase for phrase in stems if phrase)), voice(texts)


def _by_step(options: Sequence[Pointer]) -> Mapping[str, Sequence[Pointer]]:
    found: dict[str, list[Pointer]] = {}
    for option in options:
        found.setdefault(option.step, []).append(option)
    return found


def _by_code(tree: Tree, ways: Pointers, codes: Sequence[Code]) -> dict[str, str]:
    known: dict[str, str] = {}
    own = {code_number(code) for code in tree.codes}
    for step in ways.code_steps:
        for code in codes:
            # A step for return codes takes negative numbers; the number of the message itself is none.
            returned = _takes(tree, step, "-1")
            if returned and (code.value not in own or code.value in INSTALLER):
                continue
            number = code.signed if returned else str(code.values[-1])
            if _takes(tree, step, number):
                known.setdefault(step, number)
    return known


def _takes(tree: Tree, step_id: str, number: str) -> bool:
    step = tree.step(step_id)
    return step is not None and step.typed is not None and step.typed.value(number) is not None


def _chosen(options: Sequence[Pointer], stems: Collection[str], speaker: Voice | None) -> str | None:
    fits = sorted(((_fit(option, stems, speaker), option.option) for option in options), reverse=True)
    best, chosen = fits[0]
    following = fits[1][0] if len(fits) > 1 else 0.0
    return chosen if best > 0 and best >= _AHEAD * following else None


def _fit(option: Pointer, stems: Collection[str], speaker: Voice | None) -> float:
    """Return how many words of the query speak for an option; longer phrases speak for more than their words."""
    words = {word for phrase in option.phrases if phrase <= set(stems) for word in phrase if word != ERROR}
    return len(words) + (_VOICE if speaker is not None and option.voice is speaker else 0.0)
