"""The shared facts: what is different of them, and which trees that touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wizard.diff.change import Change, Topic
from wizard.library import FACTS, Library
from wizard.model.fact import Fact
from wizard.model.tree import Tree
from wizard.telling import Teller


def fact_changes(old: Library, new: Library, trees: Iterable[Tree], locale: str) -> Iterator[Change]:
    """Yield the facts that are new, gone or different; `trees` are those that may use them, old and new."""
    before, after = Teller(old, locale), Teller(new, locale)
    for name in sorted(old.facts.keys() | new.facts.keys()):
        was, now = old.facts.get(name), new.facts.get(name)
        used = tuple(_used(name, trees))
        if was is None:
            yield Change(Topic.FACT, FACTS, name, f"The fact {name} is new.", used)
        elif now is None:
            yield Change(Topic.FACT, FACTS, name, f"The fact {name} is gone.", used)
        else:
            for told in _differences(was, now, before, after):
                yield Change(Topic.FACT, FACTS, name, f"The fact {name} {told}.", used)


def _differences(was: Fact, now: Fact, before: Teller, after: Teller) -> Iterator[str]:
    if bool(was.ask) is not bool(now.ask):
        yield "is asked of customers now" if now.ask else "is never asked of customers now"
    old, new = ({option.id: option for option in fact.values} for fact in (was, now))
    for value in old.keys() - new.keys():
        yield f"no longer has the value {before.quoted(before.option(old[value]))} ({value})"
    for value in new.keys() - old.keys():
        yield f"has the value {after.quoted(after.option(new[value]))} ({value}) now"
    if old.keys() == new.keys() and list(old) != list(new):
        yield "has its values in another order now"
    if _typed(was) != _typed(now):
        yield f"takes {_typed(now)} now ({_typed(was)} before)"
    if was.detect != now.detect:
        yield "is detected in another way now" if now.detect else "is not detected any more"


def _typed(fact: Fact) -> str:
    typed = fact.typed
    if typed is None:
        return "one of its values"
    bounds = [f"{name} {value}" for name, value in (("from", typed.least), ("to", typed.most)) if value]
    bounds += [f"like {typed.pattern}"] if typed.pattern else []
    return " ".join([f"a {typed.kind}", *bounds])


def _used(name: str, trees: Iterable[Tree]) -> Iterator[str]:
    using = [tree.id for tree in trees if name in _names(tree)]
    if using:
        yield f"used in: {', '.join(sorted(set(using)))}"


def _names(tree: Tree) -> set[str]:
    read = {
        leaf.name for step in tree.steps for condition in step.conditions() for leaf in condition.leaves()
    }
    changed = {fact for step in tree.steps for fact in step.changes}
    shown = {name for text in tree.texts() if "{" in text.source for name in text.placeholders()}
    return read | changed | shown | {step.fact for step in tree.steps if step.fact}
