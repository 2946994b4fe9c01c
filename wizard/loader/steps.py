"""The `steps:` of a tree or block -> steps in order, with options, gotos and conditions resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from wizard.conditions import Condition, both
from wizard.loader.conditions import condition
from wizard.loader.facts import plain_option, typed
from wizard.loader.names import Names
from wizard.loader.part import Part
from wizard.model.step import Advice, Audience, Kind, Option, Risk, Step, Variant
from wizard.model.text import Text
from wizard.names import DONE, NEXT, NOT_SOLVED, SOLVED, UNABLE, UNSURE
from wizard.problem import Place

BUILT_IN: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ASK: (),
    Kind.FIX: (SOLVED, NOT_SOLVED, UNABLE),
    Kind.DO: (DONE, UNABLE),
    Kind.TELL: (SOLVED, NOT_SOLVED),
}
_KINDS: Final = tuple((kind.value, kind) for kind in Kind)
# The outcomes that a goto given as one word leaves alone: what went well goes its own way.
_KEPT: Final = frozenset({SOLVED, DONE})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a step takes over from its group, its block's use and the tree."""

    names: Names
    unable: str = NEXT
    check: Text | None = None
    lost_facts: frozenset[str] = frozenset()
    when: Condition | None = None
    groups: tuple[str, ...] = ()
    audience: Audience = Audience.CUSTOMER


def step(part: Part, name: str, around: Surroundings, place: Place) -> Step | None:
    """Return the step `part` describes, None when it asks a fact that cannot be asked (noted as a problem)."""
    kind = next((kind for key, kind in _KINDS if key in part.data), Kind.ASK)
    fact_id = part.scalar("fact") or None
    fact = around.names.facts.get(fact_id) if fact_id else None
    if fact_id and (fact is None or fact.ask is None):
        _note_no_question(part, fact_id, fact is None, around)
        return None
    title = fact.ask if fact and fact.ask else part.text(kind.value)
    if title is None:
        part.note(part.place, f"`{name}` has no text", f"write it behind `{kind.value}:`")
        return None
    options = tuple(_options(part, kind, around, fact_id))
    audience = Audience.STAFF if part.scalar("audience") == "staff" else around.audience
    return Step(
        id=fact_id or around.names.step(name),
        kind=kind,
        title=title,
        options=options,
        place=place,
        when=both(around.when, condition(part, "when", around.names)),
        groups=around.groups,
        audience=audience,
        fact=fact_id,
        many=part.flag("many"),
        typed=fact.typed if fact else typed(part),
        typed_goto=around.names.place(part.scalar("goto") or NEXT),
        hint=part.text("hint") or (fact.hint if fact else None),
        image=part.image() or (fact.image if fact else None),
        link=part.link(),
        how=tuple(_how(part, around.names)),
        check=part.text("check") or (around.check if kind is Kind.FIX else None),
        warning=part.text("warning"),
        undo=part.text("undo"),
        why=part.text("why"),
        cause=part.scalar("cause") or None,
        minutes=part.integer("minutes"),
        risk=Risk(part.scalar("risk", Risk.NONE)),
        restart=part.flag("restart"),
        after=part.text("after"),
        changes=part.words("changes"),
        solved=advice(part, "solved"),
        typed_goto_place=part.place_of("goto") if part.has("goto") else part.place,
    )


def advice(part: Part, key: str) -> Advice | None:
    """Return the advice at `key`: `{text, prevent}` or the text alone; None when there is none."""
    inner = part.bare(key)
    if inner is None:
        text = part.text(key, f"{key}.text")
        return Advice(text) if text else None
    texts = [
        part.text_of(inner.scalar(name), f"{key}.{name}", inner.place_of(name))
        for name in ("text", "prevent")
    ]
    return Advice(*texts)


def _note_no_question(part: Part, fact_id: str, unknown: bool, around: Surroundings) -> None:
    if unknown and not around.lost_facts.isdisjoint((fact_id, "*")):
        part.note(
            part.place_of("fact"), f"the fact `{fact_id}` cannot be read", "put _facts.yaml right first"
        )
    elif unknown:
        near = get_close_matches(fact_id, around.names.facts, 1)
        hint = f"did you mean `{near[0]}`?" if near else "declare it in _facts.yaml"
        part.note(part.place_of("fact"), f"there is no fact `{fact_id}`", hint)
    else:
        hint = f"give `{fact_id}` an `ask:` in _facts.yaml"
        part.note(part.place_of("fact"), f"the fact `{fact_id}` has no question", hint)


def _how(part: Part, names: Names) -> Iterator[Variant]:
    value = part.data.get("how")
    if isinstance(value, str):
        text = part.text("how")
        if text:
            yield Variant(text)
        return
    for at, (item, place) in enumerate(part.items("how"), start=1):
        if isinstance(item, dict):
            inner = replace(part, data=item, place=place)
            text = inner.text("do", f"how.{at}")
            audience = Audience.STAFF if inner.scalar("audience") == "staff" else Audience.CUSTOMER
            if text:
                yield Variant(text, condition(inner, "when", names), audience)
        else:
            text = part.text_of(str(item), f"how.{at}", place)
            if text:
                yield Variant(text)


def _options(part: Part, kind: Kind, around: Surroundings, fact_id: str | None) -> Iterator[Option]:
    """Yield the step's options: built in ones in their order, the step's own before the last built-in ones."""
    goto = part.data.get("goto")
    if kind is Kind.TELL and isinstance(goto, str):
        place = part.place_of("goto")
        yield Option(NEXT, None, place, goto=around.names.place(goto), goto_place=place)
        return
    for option in _named_options(part, kind, around, fact_id):
        yield _led(part, option, kind, around)


def _named_options(part: Part, kind: Kind, around: Surroundings, fact_id: str | None) -> Iterator[Option]:
    fact = around.names.facts.get(fact_id) if fact_id else None
    if fact:
        yield from fact.values
        yield fact.unsure or Option(UNSURE, None, part.place, goto="")
        return
    inner = part.bare("options")
    own = {name: _own_option(inner, name, around.names) for name, _ in inner.entries()} if inner else {}
    built_in = BUILT_IN[kind]
    for name in built_in[:1]:
        yield own.pop(name, Option(name, None, part.place, goto=""))
    yield from (option for name, option in own.items() if name not in built_in)
    for name in built_in[1:]:
        yield own.pop(name, Option(name, None, part.place, goto=""))


def _own_option(options: Part, name: str, names: Names) -> Option:
    option = plain_option(options, name, "options")
    detail = options.bare(name)
    if detail is None:
        return option
    goto = detail.scalar("goto")
    return replace(
        option,
        goto=names.place(goto) if goto else "",
        goto_place=detail.place_of("goto"),
        chosen_if=condition(detail, "if", names),
    )


def _led(part: Part, option: Option, kind: Kind, around: Surroundings) -> Option:
    """Return the option with where it leads: its own goto, else the step's, else what is built in."""
    if option.goto:
        return option
    inner = part.bare("goto")
    if inner and inner.has(option.id):
        place = inner.place_of(option.id)
        return option.led(around.names.place(inner.scalar(option.id)), place)
    whole = part.scalar("goto")
    if whole and not (kind in (Kind.FIX, Kind.DO) and option.id in _KEPT):
        return option.led(around.names.place(whole), part.place_of("goto"))
    if kind is not Kind.ASK and option.id == SOLVED:
        return option.led(SOLVED, part.place)
    if kind is not Kind.ASK and option.id == UNABLE:
        return option.led(around.unable, part.place)
    return option.led(NEXT, option.place)
