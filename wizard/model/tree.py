"""A tree as it is walked: steps in order, ends, and the edges that options name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from wizard.conditions import Compare, Condition, Is
from wizard.model.fact import Fact
from wizard.model.meaning import Meaning, meaningless
from wizard.model.step import Advice, Audience, Step
from wizard.model.text import Link, Text
from wizard.names import JUMP, NEXT, SOLVED, TICKET
from wizard.problem import Place


class EndKind(StrEnum):
    """How a walk stops: helped, passed on elsewhere, or passed to a person of ours."""

    SOLVED = "solved"
    REFERRED = "referred"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class End:
    """A named end of a tree, block or site; `goto` offers another tree (`tree:<id>`)."""

    id: str
    kind: EndKind
    text: Text | None
    place: Place
    fields: tuple[str, ...] = ()
    link: Link | None = None
    goto: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A block as a tree uses it: its id, and where the tree says so."""

    block: str
    place: Place


@dataclass(frozen=True, slots=True)
class Frame:
    """A group, or the use of a `block`. `when` holds for all its steps, and includes what is around it."""

    when: Condition | None
    place: Place
    block: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From a step by an option to a step or an end: what linter, graph and reports read."""

    step: str
    option: str
    to: str
    place: Place


Target = int | str  # the index of a step, or an end: `solved`, `ticket`, a named end, `tree:<id>`


@dataclass(frozen=True, slots=True)
class Tree:
    """One symptom's guided fix, composed of its own steps and those of its blocks."""

    id: str
    title: Text
    summary: Text | None
    stage: str
    place: Place
    steps: tuple[Step, ...]
    ends: Mapping[str, End]
    facts: Mapping[str, Fact]
    products: tuple[str, ...] = ()  # empty: all
    owner: str = ""
    review_by: str = ""
    draft: bool = False
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    check: Text | None = None
    solved: Advice = Advice()
    ticket_text: Text | None = None
    ticket_fields: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Use, ...] = ()
    gates: Mapping[str, int] = field(default_factory=dict)  # group or block use -> index of its first step
    frames: Mapping[tuple[str, ...], Frame] = field(default_factory=dict)  # by the `groups` of its steps
    meaning: Meaning = field(default_factory=meaningless)
    index: Mapping[str, int] = field(init=False, compare=False)
    targets: tuple[Mapping[str, Target], ...] = field(init=False, compare=False)
    exits: tuple[Collection[int], ...] = field(init=False, compare=False)
    named: Mapping[str, Sequence[tuple[int, Is | Compare]]] = field(init=False, compare=False)
    late_facts: frozenset[str] = field(init=False, compare=False)
    early_facts: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {step.id: at for at, step in enumerate(self.steps)})
        object.__setattr__(self, "targets", tuple(self._targets(at) for at in range(len(self.steps))))
        exits = (frozenset(self.exit(to) for to in targets.values()) for targets in self.targets)
        object.__setattr__(self, "exits", tuple(exits))
        object.__setattr__(self, "named", self._named())
        object.__setattr__(self, "late_facts", self._late_facts())
        object.__setattr__(self, "early_facts", self._early_facts())

    @property
    def revision(self) -> str:
        """A short hash of what the tree means."""
        return self.meaning.marks.revision

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """A short hash of what each step means, by its id."""
        return self.meaning.marks.fingerprints

    def target(self, at: int, goto: str) -> Target:
        """Return where `goto` leads from the step at index `at`; after the last step comes a ticket.

        A jump to this very tree (from a block it shares) falls away. A goto that leads nowhere or backwards,
        which the linter reports, is a ticket too: so every walk ends, whatever a file says.
        """
        if goto == NEXT or goto == JUMP + self.id:
            to = at + 1
        elif goto in self.index:
            to = self.index[goto]
        elif goto in self.gates:
            to = self.gates[goto]
        elif goto == SOLVED or goto in self.ends or goto.startswith(JUMP):
            return goto
        else:
            return TICKET
        return to if at < to < len(self.steps) else TICKET

    def exit(self, target: Target) -> int:
        """Return a target as an index of steps; the number of steps stands for every end."""
        return target if isinstance(target, int) else len(self.steps)

    def step(self, step_id: str) -> Step | None:
        """Return the step of that id, None when the tree has none."""
        at = self.index.get(step_id)
        return None if at is None else self.steps[at]

    def edges(self) -> Iterator[Edge]:
        """Yield every edge, in the order of the steps; typed answers bear the option id `""`."""
        for step, targets in zip(self.steps, self.targets, strict=True):
            for option_id, to in targets.items():
                option = step.option(option_id)
                name = self.steps[to].id if isinstance(to, int) else to
                yield Edge(step.id, option_id, name, option.goto_place if option else step.typed_goto_place)

    def kind_of(self, end: str) -> EndKind:
        """Return the kind of an end; a jump to another tree passes on."""
        if end == SOLVED:
            return EndKind.SOLVED
        if end.startswith(JUMP):
            return EndKind.REFERRED
        named = self.ends.get(end)
        return named.kind if named else EndKind.TICKET

    def texts(self) -> Iterator[Text]:
        """Yield every translatable text in the tree's and its blocks' files, in reading order."""
        head = (self.title, self.summary, self.check, self.ticket_text, self.solved.text, self.solved.prevent)
        yield from (text for text in head if text)
        for end in self.ends.values():
            yield from (text for text in (end.text, end.link and end.link.label) if text)
        for step in self.steps:
            yield from step.texts()

    def _targets(self, at: int) -> Mapping[str, Target]:
        step = self.steps[at]
        found = {option.id: self.target(at, option.goto) for option in step.options}
        if step.typed:
            found[""] = self.target(at, step.typed_goto)
        return found

    def _late_facts(self) -> frozenset[str]:
        """Return the facts that are asked behind a step that changes them."""
        changed: set[str] = set()
        late = set()
        for step in self.steps:
            if step.fact in changed:
                late.add(step.fact)
            changed.update(step.changes)
        return frozenset(fact for fact in late if fact)

    def _named(self) -> Mapping[str, Sequence[tuple[int, Is | Compare]]]:
        """Return, by name, what conditions say of it, with the index of the step they belong to."""
        named: dict[str, list[tuple[int, Is | Compare]]] = {}
        for at, step in enumerate(self.steps):
            for condition in (step.when, *(option.chosen_if for option in step.options)):
                for leaf in condition.leaves() if condition else ():
                    named.setdefault(leaf.name, []).append((at, leaf))
        return named

    def _early_facts(self) -> frozenset[str]:
        """Return the facts that a condition names before they are asked: answering them may turn the walk."""
        asked = {step.fact: at for at, step in enumerate(self.steps) if step.fact not in self.late_facts}
        return frozenset(
            name
            for name in asked.keys() & self.named.keys()
            if name and self.named[name][0][0] <= asked[name]
        )


def customers(tree: Tree) -> Tree:
    """Return the tree as customers walk it: without the steps for staff."""
    return keeping(tree, lambda step: step.audience is Audience.CUSTOMER)


def keeping(tree: Tree, wanted: Callable[[Step], bool]) -> Tree:
    """Return the tree with the `wanted` steps only; a goto to another leads to what follows that one."""
    kept = tuple(step for step in tree.steps if wanted(step))
    if len(kept) == len(tree.steps):
        return tree
    before = [0]  # how many kept steps stand before each index of the whole tree
    for step in tree.steps:
        before.append(before[-1] + wanted(step))
    gates = {gate: before[at] for gate, at in tree.gates.items()}
    gates |= {step.id: before[at] for at, step in enumerate(tree.steps) if not wanted(step)}
    return replace(tree, steps=kept, gates=gates)
