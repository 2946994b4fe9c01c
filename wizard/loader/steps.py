"""The `steps:` of a tree or block -> steps in order, with options, gotos and conditions resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from typing import Any, Final

from wizard.conditions import Condition, both
from wizard.loader.conditions import condition
from wizard.loader.facts import plain_option, typed
from wizard.loader.names import Names
from wizard.loader.part import Part
from wizard.model.fact import Fact
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
_JUDGED: Final = (Kind.FIX, Kind.DO)
_KEPT: Final = frozenset({SOLVED, DONE})

# Reads what a step says of itself behind one key.
_Reader = Callable[[Part, Names], Any]
# From an option's id, and the place to name when nothing is said, to where it leads and where that is said.
_Leads = Callable[[str, Place], tuple[str, Place]]


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
    data, names = part.data, around.names
    kind = next((kind for key, kind in _KINDS if key in data), Kind.ASK)
    fact_id = part.scalar("fact") or None
    fact = names.facts.get(fact_id) if fact_id else None
    if fact_id and (fact is None or fact.ask is None):
        _note_no_question(part, fact_id, fact is None, around)
        return None
    title = fact.ask if fact and fact.ask else part.text(kind.value)
    if title is None:
        part.note(part.place, f"`{name}` has no text", f"write it behind `{kind.value}:`")
        return None
    options = tuple(_options(part, kind, around, fact))
    _note_gotos_of_nothing(part, options)
    return Step(
        id=fact_id or names.step(name),
        kind=kind,
        title=title,
        options=options,
        place=place,
        when=both(around.when, condition(part, "when", names)),
        groups=around.groups,
        audience=Audience.STAFF if part.scalar("audience") == "staff" else around.audience,
        fact=fact_id,
        typed_goto=names.place(part.scalar("goto") or NEXT),
        typed_goto_place=part.place_of("goto"),
        **_own(part, kind, around, fact),
    )


def _own(part: Part, kind: Kind, around: Surroundings, fact: Fact | None) -> dict[str, Any]:
    """Return what is said of the step besides, by the name the step has for it; nothing that is not said."""
    own = {key: _READERS[key](part, around.names) for key in part.data if key in _READERS}
    if fact:
        own["hint"] = own.get("hint") or fact.hint
        own["image"] = own.get("image") or fact.image
        own["typed"] = fact.typed
    elif part.has("type"):
        own["typed"] = typed(part)
    if kind is Kind.FIX and not own.get("check"):
        own["check"] = around.check
    return own


def advice(part: Part, key: str) -> Advice | None:
    """Return the advice at `key`: `{text, prevent}` or the text alone; None when there is none."""
    if not part.has(key):
        return None
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


def _note_gotos_of_nothing(part: Part, options: tuple[Option, ...]) -> None:
    """Note what a goto says of answers that the step does not have: it would be passed over without a word."""
    gotos = part.bare("goto")
    known = [option.id for option in options]
    for answer in gotos.data if gotos else ():
        if gotos and answer not in known:
            near = get_close_matches(answer, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"its answers are: {', '.join(known)}"
            part.note(
                gotos.place_of_key(answer), f"`{answer}` is no answer of this step", hint, "goto-unknown"
            )


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


def _text(key: str) -> _Reader:
    return lambda part, names: part.text(key)


_READERS: Final[Mapping[str, _Reader]] = {
    "many": lambda part, names: part.flag("many"),
    "hint": _text("hint"),
    "image": lambda part, names: part.image(),
    "link": lambda part, names: part.link(),
    "how": lambda part, names: tuple(_how(part, names)),
    "check": _text("check"),
    "warning": _text("warning"),
    "undo": _text("undo"),
    "why": _text("why"),
    "cause": lambda part, names: part.scalar("cause") or None,
    "minutes": lambda part, names: part.integer("minutes"),
    "risk": lambda part, names: Risk(part.scalar("risk", Risk.NONE)),
    "restart": lambda part, names: part.flag("restart"),
    "after": _text("after"),
    "changes": lambda part, names: part.words("changes"),
    "solved": lambda part, names: advice(part, "solved"),
}


def _options(part: Part, kind: Kind, around: Surroundings, fact: Fact | None) -> Iterator[Option]:
    """Yield the step's options: built in ones in their order, the step's own before the last built-in ones."""
    goto = part.data.get("goto")
    if kind is Kind.TELL and isinstance(goto, str):
        place = part.place_of("goto")
        yield Option(NEXT, None, place, goto=around.names.place(goto), goto_place=place)
        return
    leads = partial(_lead, part, goto, kind, around)
    if fact:
        unsure = fact.unsure or Option(UNSURE, None, part.place)
        for option in (*fact.values, unsure):
            yield option.led(*leads(option.id, option.place))
        return
    inner = part.bare("options")
    own = {name: _own_option(inner, name, around.names, leads) for name in inner.data} if inner else {}
    built_in = BUILT_IN[kind]
    others = [name for name in own if name not in built_in]
    for name in (*built_in[:1], *others, *built_in[1:]):
        yield own[name] if name in own else _built_in(name, part.place, leads)


def _built_in(name: str, place: Place, leads: _Leads) -> Option:
    goto, goto_place = leads(name, place)
    return Option(name, None, place, goto, goto_place=goto_place)


def _own_option(options: Part, name: str, names: Names, leads: _Leads) -> Option:
    """Return an option as the step writes it: a label alone, or with more about it."""
    detail = options.bare(name)
    if detail is None:
        place = options.place_of_key(name)
        goto, goto_place = leads(name, place)
        return Option(name, options.text(name, f"options.{name}"), place, goto, goto_place=goto_place)
    option = plain_option(options, name, "options")
    own = detail.scalar("goto")
    lead = (names.place(own), detail.place_of("goto")) if own else leads(name, option.place)
    return replace(option, goto=lead[0], goto_place=lead[1], chosen_if=condition(detail, "if", names))


def _lead(
    part: Part, goto: Any, kind: Kind, around: Surroundings, option: str, place: Place
) -> tuple[str, Place]:
    """Return where an option with no goto of its own leads, and where that is said.

    `goto` is the step's: of the option, or of all of them; else what is built in.
    """
    if goto:
        if isinstance(goto, dict):
            inner = part.bare("goto")
            if inner and option in goto:
                return around.names.place(inner.scalar(option)), inner.place_of(option)
        elif isinstance(goto, str) and not (kind in _JUDGED and option in _KEPT):
            return around.names.place(goto), part.place_of("goto")
    if kind is not Kind.ASK:
        if option == SOLVED:
            return SOLVED, part.place
        if option == UNABLE:
            return around.unable, part.place
    return NEXT, place
