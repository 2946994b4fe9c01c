"""Steps: added, removed, renamed, and what is different in those that stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from wizard.conditions import Condition
from wizard.diff.change import Change, Topic
from wizard.diff.pair import Pair, meaning, target
from wizard.model.step import Audience, Kind, Risk, Step

_KINDS: Final = {
    Kind.ASK: "a question",
    Kind.FIX: "a fix",
    Kind.DO: "a task",
    Kind.TELL: "a piece of information",
}
_RISKS: Final = {
    Risk.NONE: "none",
    Risk.SETTING: "a setting",
    Risk.SECURITY: "security",
    Risk.DATA: "the customer's data",
}


def step_changes(pair: Pair) -> Iterator[Change]:
    """Yield what is different of the steps of a tree, ways and texts left to others."""
    yield from _removed(pair)
    yield from _added(pair)
    for old, new in pair.both():
        if old.id != new.id:
            told = f"{pair.called(new)} was called {old.id}; answers to it are kept."
            yield _change(pair, Topic.STEP, new, told)
        yield from _risks(pair, old, new)
        yield from _asked_again(pair, old, new)
        yield from _nature(pair, old, new)
        yield from _options(pair, old, new)
        yield from _conditions(pair, old, new)
    yield from _order(pair)


def _change(pair: Pair, topic: Topic, step: Step, told: str, *details: str) -> Change:
    return Change(topic, pair.id, step.id, told, details)


def _removed(pair: Pair) -> Iterator[Change]:
    added = {pair.new.fingerprints.get(step.id): step for step in pair.added()}
    for step in pair.removed():
        told = f"{pair.called(step, old=True)}, {_KINDS[step.kind]}, is gone."
        twin = added.get(pair.old.fingerprints.get(step.id))
        hint = () if twin is None else (f"If it is {twin.id} now, write `moved: {{{step.id}: {twin.id}}}`.",)
        yield _change(pair, Topic.STEP, step, told, *hint)


def _added(pair: Pair) -> Iterator[Change]:
    for step in pair.added():
        at = pair.new.index[step.id]
        where = f"after {pair.called(pair.new.steps[at - 1])}" if at else "at the beginning"
        staff = " for staff" if step.audience is Audience.STAFF else ""
        told = f"{pair.called(step)}, {_KINDS[step.kind]}{staff}, is new, {where}."
        parts = pair.tell_new.condition(pair.new, step.when)
        details = [f"only if {' and '.join(parts)}"] if parts else []
        yield _change(pair, Topic.STEP, step, told, *details)
        if step.risk in (Risk.SECURITY, Risk.DATA):
            risky = f"The new step {pair.called(step)} touches {_RISKS[step.risk]}."
            yield _change(pair, Topic.RISK, step, risky)


def _risks(pair: Pair, old: Step, new: Step) -> Iterator[Change]:
    if old.risk is not new.risk:
        told = f"{pair.called(new)}: its risk was {_RISKS[old.risk]} and is {_RISKS[new.risk]}."
        yield _change(pair, Topic.RISK, new, told)
    for name, before, after in (("warning", old.warning, new.warning), ("undo", old.undo, new.undo)):
        if bool(before) is not bool(after):
            told = f"{pair.called(new)} {'has' if after else 'has lost'} {_NAMES[name]}."
            words = pair.tell_new.text(after) if after else pair.tell_old.text(before)
            yield _change(pair, Topic.RISK, new, told, f"{'now' if after else 'was'}: {words}")
    if old.restart is not new.restart:
        told = "asks for a restart now" if new.restart else "no longer asks for a restart"
        yield _change(pair, Topic.RISK, new, f"{pair.called(new)} {told}.")


_NAMES: Final = {"warning": "a warning", "undo": "words on how to undo it"}


def _asked_again(pair: Pair, old: Step, new: Step) -> Iterator[Change]:
    if pair.old.fingerprints.get(old.id) != pair.new.fingerprints.get(new.id):
        told = f"Customers in the middle of a walk who have answered {pair.called(new)} are asked again."
        yield _change(pair, Topic.AGAIN, new, told)


def _nature(pair: Pair, old: Step, new: Step) -> Iterator[Change]:
    if old.kind is not new.kind:
        yield _change(
            pair, Topic.STEP, new, f"{pair.called(new)} was {_KINDS[old.kind]} and is {_KINDS[new.kind]}."
        )
    if old.audience is not new.audience:
        now = "staff only" if new.audience is Audience.STAFF else "customers too"
        yield _change(pair, Topic.STEP, new, f"{pair.called(new)} is for {now} now.")
    if old.many is not new.many:
        now = "several answers" if new.many else "one answer only"
        yield _change(pair, Topic.OPTION, new, f"{pair.called(new)} takes {now} now.")
    if old.minutes != new.minutes:
        now = f"{new.minutes} minutes" if new.minutes else "no minutes"
        told = f"{pair.called(new)} says {now} now ({old.minutes or 'none'} before)."
        yield _change(pair, Topic.STEP, new, told)
    if set(old.changes) != set(new.changes):
        yield _change(pair, Topic.STEP, new, f"{pair.called(new)}: {_facts(old.changes, new.changes)}.")
    if _typed(old) != _typed(new):
        told = f"{pair.called(new)} takes other typed answers: {_typed(old)} before, {_typed(new)} now."
        yield _change(pair, Topic.OPTION, new, told)
    if (old.image and old.image.file) != (new.image and new.image.file):
        yield _change(
            pair, Topic.STEP, new, f"{pair.called(new)} shows {'another' if new.image else 'no'} picture now."
        )
    if (old.link and old.link.url) != (new.link and new.link.url):
        now = f"links to {new.link.url} now" if new.link else "has no link any more"
        yield _change(pair, Topic.STEP, new, f"{pair.called(new)} {now}.")


def _picture(step: Step) -> str:
    return "another" if step.image else "no"


def _facts(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    parts = [f"{', '.join(come)} counts as unknown from there on"] if come else []
    parts += [f"{', '.join(gone)} stays known from there on"] if gone else []
    return "; ".join(parts)


def _typed(step: Step) -> str:
    typed = step.typed
    if typed is None:
        return "none"
    bounds = [f"{name} {value}" for name, value in (("from", typed.least), ("to", typed.most)) if value]
    bounds += [f"like {typed.pattern}"] if typed.pattern else []
    return " ".join([f"a {typed.kind}", *bounds])


def _options(pair: Pair, old: Step, new: Step) -> Iterator[Change]:
    for option in old.options:
        if new.option(option.id) is None:
            label = pair.tell_old.quoted(pair.tell_old.option(option))
            led = pair.called_place(target(pair.old, old, option.id), old=True)
            told = f"{pair.called(new)} no longer offers {label}, which led to {led}."
            yield _change(pair, Topic.OPTION, new, told)
    for option in new.options:
        before = old.option(option.id)
        label = pair.tell_new.quoted(pair.tell_new.option(option))
        if before is None:
            leads = pair.called_place(target(pair.new, new, option.id))
            yield _change(
                pair, Topic.OPTION, new, f"{pair.called(new)} offers {label} now, which leads to {leads}."
            )
        elif meaning(before.chosen_if, pair.names) != meaning(option.chosen_if, {}):
            told = f"{pair.called(new)}: {label} is chosen unasked in other cases now."
            details = _before_and_now(pair, before.chosen_if, option.chosen_if)
            yield _change(pair, Topic.CONDITION, new, told, *details)
    same = {option.id for option in old.options} == {option.id for option in new.options}
    if same and [option.id for option in old.options] != [option.id for option in new.options]:
        yield _change(pair, Topic.OPTION, new, f"{pair.called(new)}: the answers stand in another order now.")


def _conditions(pair: Pair, old: Step, new: Step) -> Iterator[Change]:
    if meaning(old.when, pair.names) != meaning(new.when, {}):
        details = _before_and_now(pair, old.when, new.when)
        yield _change(pair, Topic.CONDITION, new, f"{pair.called(new)} comes in other cases now.", *details)
    before = [
        (variant.text.source, meaning(variant.when, pair.names), variant.audience) for variant in old.how
    ]
    after = [(variant.text.source, meaning(variant.when, {}), variant.audience) for variant in new.how]
    if [text for text, *_ in before] == [text for text, *_ in after] and before != after:
        told = f"{pair.called(new)}: parts of what to do are said in other cases now."
        yield _change(pair, Topic.CONDITION, new, told)


def _before_and_now(pair: Pair, old: Condition | None, new: Condition | None) -> tuple[str, str]:
    before = " and ".join(pair.tell_old.condition(pair.old, old)) or "always"
    now = " and ".join(pair.tell_new.condition(pair.new, new)) or "always"
    return f"was: {before}", f"now: {now}"


def _order(pair: Pair) -> Iterator[Change]:
    """Yield the steps that come at another point of the order: all but the longest run that kept it."""
    shared: Mapping[str, str] = pair.names
    before = [pair.new.index[shared[step.id]] for step in pair.old.steps if step.id in shared]
    kept = _longest_rise(before)
    for at in before:
        if at not in kept:
            step = pair.new.steps[at]
            after = f"after {pair.called(pair.new.steps[at - 1])}" if at else "at the beginning"
            yield _change(pair, Topic.STEP, step, f"{pair.called(step)} stands {after} now.")


def _longest_rise(numbers: list[int]) -> set[int]:
    """Return a longest part of the numbers that rises."""
    best: list[tuple[int, int]] = []  # length of the longest rise that ends here, and where it came from
    for at, number in enumerate(numbers):
        before = [(best[earlier][0], earlier) for earlier in range(at) if numbers[earlier] < number]
        length, came = max(before, default=(0, -1))
        best.append((length + 1, came))
    at = max(range(len(best)), key=lambda at: best[at][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(numbers[at])
        at = best[at][1]
    return kept
