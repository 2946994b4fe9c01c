"""What the tests of a tree come by: its steps, options, ends, and its texts in every language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wizard.engine.carry import carry_over
from wizard.engine.position import position
from wizard.known import Known
from wizard.library import Library
from wizard.model.step import Audience, Step
from wizard.model.text import Text
from wizard.model.tree import Tree
from wizard.path_tests.model import PathTest
from wizard.path_tests.page import texts
from wizard.path_tests.walking import Passed, Walked
from wizard.problem import Place

# A step and one of its options; "" is what is typed.
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a tree that tests may come by, and where it stands."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Share:
    """How many parts of one kind there are, and those that no test comes by."""

    total: int
    missing: tuple[Part, ...]

    @property
    def covered(self) -> int:
        """How many are come by."""
        return self.total - len(self.missing)

    @property
    def percent(self) -> float:
        """The same of a hundred; of nothing all is covered."""
        return 100.0 * self.covered / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the tests of one tree come by. `texts` are those that were shown on a page of a walk.

    `languages`: of the texts that were shown, those that have a fresh translation.
    """

    tree: str
    steps: Share
    options: Share
    ends: Share
    texts: Share
    languages: Mapping[str, Share]


def coverage(library: Library, tree_id: str, walks: Iterable[tuple[PathTest, Walked]]) -> Coverage:
    """Return what the walks of a tree's tests come by; staff's steps count, what an empty slot hides does not."""
    tree = library.staff[tree_id]
    ends: set[str] = set()
    taken: set[Choice] = set()
    came_by: set[str] = set()
    shown: dict[Text, None] = {}
    for test, made in walks:
        taken |= choices(tree, made.passed)
        came_by |= {step for one, step in made.came_by() if one == tree_id}
        ends |= {end for one, end in made.ends if one == tree_id}
        for stand in made.stands:
            if stand.tree.id == tree_id:
                shown.update(dict.fromkeys(texts(library, stand, test.audience)))
    every = dict.fromkeys(_texts(tree))
    steps = [Part(step.id, step.place) for step in tree.steps]
    return Coverage(
        tree_id,
        _share(steps, came_by),
        untaken(tree, taken),
        _share([Part(end, place) for end, place in _ends(tree).items()], ends),
        Share(len(every), tuple(_part(text) for text in every if text not in shown)),
        dict(_languages(library, [text for text in every if text in shown])),
    )


def taken_by(library: Library, test: PathTest) -> set[Choice]:
    """Return the options of its tree that a test takes, by reading all its answers at once."""
    tree = (library.staff if test.audience is Audience.STAFF else library.customers)[test.tree]
    answers = {name.removeprefix(f"{tree.id}:"): value for name, value in test.answers.items()}
    known, _ = carry_over(
        tree, Known({name: value for name, value in answers.items() if ":" not in name}, test.told)
    )
    return choices(tree, (Passed(tree.id, given.step, given.value) for given in position(tree, known).trail))


def choices(tree: Tree, passed: Iterable[Passed]) -> set[Choice]:
    """Return the options that a walk takes in `tree`."""
    taken = set()
    for one, step_id, value in passed:
        step = tree.step(step_id) if one == tree.id else None
        if step is not None:
            taken |= {(step_id, option) for option in options_of(step, value)}
    return taken


def options_of(step: Step, value: str) -> Collection[str]:
    """Return the options that a value of the step takes: several of a `many` step, "" for what was typed."""
    if step.many:
        return value.split(".")
    return (value,) if step.option(value) else ("",)


def untaken(tree: Tree, taken: Collection[Choice]) -> Share:
    """Return the options of a tree, and those that are not among the ones taken."""
    every = {
        (step.id, option): step.place if step.fact or not option else _option_place(step, option)
        for step, targets in zip(tree.steps, tree.targets, strict=True)
        for option in targets
    }
    missing = [
        Part(f"{step}={option or '…'}", place)
        for (step, option), place in every.items()
        if (step, option) not in taken
    ]
    return Share(len(every), tuple(missing))


def _option_place(step: Step, option_id: str) -> Place:
    option = step.option(option_id)
    return option.place if option else step.place


def _share(every: Collection[Part], covered: Collection[str]) -> Share:
    return Share(len(every), tuple(part for part in every if part.name not in covered))


def _ends(tree: Tree) -> Mapping[str, Place]:
    """Return the ends that an option leads to, each with the place of the first that does."""
    found: dict[str, Place] = {}
    for edge in tree.edges():
        if edge.to not in tree.index:
            found.setdefault(edge.to, edge.place)
    return found


def _texts(tree: Tree) -> Iterator[Text]:
    """Yield the texts that pages of a walk may show: those of steps, and of ends that something leads to."""
    for step in tree.steps:
        yield from step.texts()
    for end in _ends(tree):
        named = tree.ends.get(end)
        texts = (named.text, named.link and named.link.label) if named else ()
        yield from (text for text in texts if text)
    last = (tree.solved.text, tree.solved.prevent, tree.ticket_text)
    yield from (text for text in last if text)


def _languages(library: Library, shown: Collection[Text]) -> Iterator[tuple[str, Share]]:
    for locale in library.locales:
        words = [text for text in shown if text.has_words]
        missing = (text for text in words if library.translations.found(locale, text) is None)
        yield locale, Share(len(words), tuple(_part(text) for text in missing))


def _part(text: Text) -> Part:
    return Part(text.context, text.place)
