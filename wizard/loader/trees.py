"""A tree file with its blocks in place -> the tree, its revision, and all that is needed to make it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from wizard import limits
from wizard.conditions import both
from wizard.loader.conditions import condition
from wizard.loader.ends import ends
from wizard.loader.meaning import meaning
from wizard.loader.names import MANY, Names
from wizard.loader.part import Part
from wizard.loader.shelf import Shelf
from wizard.loader.steps import Surroundings, advice, step
from wizard.model.step import Advice, Audience, Step
from wizard.model.tree import End, Frame, Tree, Use
from wizard.names import RESERVED_STEPS, RESERVED_TREES


@dataclass(slots=True)
class _Gathered:
    """What is gathered while the steps of one tree are read."""

    steps: list[Step] = field(default_factory=list)
    ends: dict[str, End] = field(default_factory=dict)
    gates: dict[str, int] = field(default_factory=dict)
    frames: dict[tuple[str, ...], Frame] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    ticket_fields: dict[str, None] = field(default_factory=dict)


def tree(file: Part, tree_id: str, shelf: Shelf) -> Tree:
    """Return the tree.

    What is wrong with it is noted in the problems of the files involved. Never raises for what a file holds,
    provided it passed the schema.
    """
    if tree_id in RESERVED_TREES:
        file.note(
            file.place,
            f"a tree cannot be called `{tree_id}`",
            "rename the file: that word is a page of its own",
        )
    gathered = _Gathered(ends=dict(shelf.ends) | ends(file))
    ticket = file.bare("ticket")
    gathered.ticket_fields.update(dict.fromkeys(ticket.words("fields") if ticket else ()))
    names = _names(file, shelf, gathered.ends)
    check = file.text("check")
    _gather(file.bare("steps"), Surroundings(names, shelf.unable, check, shelf.lost_facts), shelf, gathered)
    if not gathered.steps and file.has("steps"):
        file.note(file.place_of("steps"), "the tree has no step", "write at least one question or fix")
    keywords = file.bare("keywords")
    moved = file.bare("moved")
    steps = _without_twins(file, gathered.steps)
    return Tree(
        id=tree_id,
        title=file.text("title") or file.text_of(tree_id, "title", file.place) or _impossible(tree_id),
        summary=file.text("summary"),
        stage=file.scalar("stage"),
        place=file.place_of("title"),
        steps=steps,
        ends=gathered.ends,
        facts=shelf.facts,
        products=tuple(word for word in file.words("products") if word != "all"),
        owner=file.scalar("owner"),
        review_by=file.scalar("review_by"),
        draft=file.flag("draft"),
        keywords={name: keywords.words(name) for name, _ in keywords.entries()} if keywords else {},
        codes=file.words("codes"),
        check=check,
        solved=advice(file, "solved") or Advice(),
        ticket_text=file.text_of(ticket.scalar("text"), "ticket.text", ticket.place_of("text"))
        if ticket
        else None,
        ticket_fields=tuple(gathered.ticket_fields),
        moved={name: moved.scalar(name) for name, _ in moved.entries()} if moved else {},
        blocks=tuple(gathered.uses),
        gates=gathered.gates,
        frames=gathered.frames,
        meaning=meaning(file, steps, tuple(gathered.uses), shelf),
    )


def block(file: Part, block_id: str, shelf: Shelf) -> tuple[Step, ...]:
    """Return a block's steps as a tree would hold them: for the checks of a block that no tree uses yet."""
    gathered = _Gathered()
    around = Surroundings(Names(shelf.facts, {}), shelf.unable, lost_facts=shelf.lost_facts)
    _gather_block(file, block_id, around, shelf, gathered)
    return _without_twins(file, gathered.steps)


def _impossible(tree_id: str) -> Any:
    raise AssertionError(f"the tree {tree_id!r} has an empty id")


def _names(file: Part, shelf: Shelf, own_ends: Mapping[str, End], prefix: str = "") -> Names:
    steps: dict[str, str] = {}
    groups: list[str] = []
    for name, part, inside in _entries(file.bare("steps")):
        if part.has("steps") or part.has("use"):
            groups.append(name)
            steps.update(_block_steps(part.scalar("use"), shelf))
        else:
            steps[part.scalar("fact") or name] = _answered_by(part)
            if not part.has("fact") and name in shelf.facts:
                hint = "rename the step, or write `fact: " + name + "` to ask the fact"
                part.note(
                    inside.place_of_key(name), f"`{name}` is a fact: no other step can bear its name", hint
                )
    named = {end.removeprefix(prefix) for end in own_ends if end.startswith(prefix)}
    return Names(shelf.facts, steps, frozenset(groups), frozenset(named), frozenset(shelf.ends), prefix)


def _block_steps(block_id: str, shelf: Shelf) -> dict[str, str]:
    """Return how the steps of a block are answered, by the ids they have in a tree."""
    file = shelf.blocks.get(block_id)
    found = _entries(file.bare("steps")) if file else ()
    return {f"{block_id}.{name}": _answered_by(part) for name, part, _ in found}


def _answered_by(part: Part) -> str:
    return MANY if part.flag("many") else part.scalar("type")


def _entries(steps: Part | None) -> Iterator[tuple[str, Part, Part]]:
    """Yield name, part and surrounding part of every step, group and use, groups' steps after their group."""
    if steps is None:
        return
    for name, _ in steps.entries():
        part = steps.part(name)
        if part is None:
            continue
        yield name, part, steps
        if part.has("steps"):
            yield from _entries(replace(part, context=steps.context).bare("steps"))


def _gather(steps: Part | None, around: Surroundings, shelf: Shelf, gathered: _Gathered) -> None:
    if steps is None:
        return
    for name, _ in steps.entries():
        part = steps.part(name)
        if part is None:
            continue
        if part.has("steps"):
            _gather_group(steps, name, part, around, shelf, gathered)
        elif part.has("use"):
            _gather_use(steps, name, part, around, shelf, gathered)
        else:
            if name in RESERVED_STEPS:
                part.note(
                    steps.place_of_key(name), f"a step cannot be called `{name}`", "choose another word"
                )
            one = step(part, name, around, steps.place_of_key(name))
            if one is not None and len(gathered.steps) < limits.STEPS:
                gathered.steps.append(one)


def _gather_group(
    steps: Part, name: str, part: Part, around: Surroundings, shelf: Shelf, gathered: _Gathered
) -> None:
    gathered.gates[around.names.prefix + name] = len(gathered.steps)
    inner = replace(
        around,
        when=both(around.when, condition(part, "when", around.names)),
        groups=(*around.groups, name),
        audience=Audience.STAFF if part.scalar("audience") == "staff" else around.audience,
    )
    gathered.frames[inner.groups] = Frame(inner.when, steps.place_of_key(name))
    _gather(replace(part, context=steps.context).bare("steps"), inner, shelf, gathered)


def _gather_use(
    steps: Part, name: str, part: Part, around: Surroundings, shelf: Shelf, gathered: _Gathered
) -> None:
    block_id = part.scalar("use")
    place = part.place_of("use")
    file = shelf.blocks.get(block_id)
    if file is None:
        near = get_close_matches(block_id, shelf.blocks, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"write it as _shared/{block_id}.yaml"
        part.note(place, f"there is no block `{block_id}`", hint)
        return
    if any(use.block == block_id for use in gathered.uses):
        part.note(place, f"the block `{block_id}` stands twice in this tree", "use it once")
        return
    gathered.uses.append(Use(block_id, place))
    gathered.gates[name] = len(gathered.steps)
    inner = replace(
        around,
        when=both(around.when, condition(part, "when", around.names)),
        groups=(*around.groups, name),
        audience=Audience.STAFF if part.scalar("audience") == "staff" else around.audience,
    )
    gathered.frames[inner.groups] = Frame(inner.when, place, block_id)
    _gather_block(file, block_id, inner, shelf, gathered)


def _gather_block(file: Part, block_id: str, around: Surroundings, shelf: Shelf, gathered: _Gathered) -> None:
    prefix = f"{block_id}."
    own = ends(file, prefix)
    gathered.ends.update(own)
    ticket = file.bare("ticket")
    gathered.ticket_fields.update(dict.fromkeys(ticket.words("fields") if ticket else ()))
    names = _names(file, shelf, own, prefix)
    check = file.text("check") or around.check
    _gather(file.bare("steps"), replace(around, names=names, check=check), shelf, gathered)


def _without_twins(file: Part, steps: list[Step]) -> tuple[Step, ...]:
    kept: dict[str, Step] = {}
    for one in steps:
        first = kept.setdefault(one.id, one)
        if first is not one:
            file.note(
                one.place,
                f"the step `{one.id}` stands twice: first in line {first.place.line} of {first.place.path}",
                "rename one; a fact is asked once in a tree",
            )
    return tuple(kept.values())
