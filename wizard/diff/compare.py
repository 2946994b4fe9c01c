"""Two loaded folders -> every difference that means something to customers, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wizard.diff.change import FIRST, Change, Live, Topic
from wizard.diff.facts import fact_changes
from wizard.diff.pair import Pair, pair
from wizard.diff.routes import route_changes
from wizard.diff.steps import step_changes
from wizard.diff.texts import side, text_changes, translation_changes
from wizard.library import FACTS, SHARED, Library, Loaded
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.names import JUMP

_ORDER = {topic: at for at, topic in enumerate(Topic)}


def compare(
    old: Loaded,
    new: Loaded,
    locale: str,
    audience: Audience = Audience.CUSTOMER,
    live: Live | None = None,
) -> tuple[Change, ...]:
    """Return what is different between two states of a folder, sorted: what to look at first, then by tree.

    Trees are compared as `audience` walks them, their words told in `locale`. `live` tells how many walks stand
    where; those that the change meets are told too.
    """
    return _Comparison(old, new, locale, audience, live or {}).sorted()


class _Comparison:
    """One run of `compare`."""

    def __init__(self, old: Loaded, new: Loaded, locale: str, audience: Audience, live: Live) -> None:
        self.old, self.new, self.locale, self.live = old, new, locale, live
        self.before, self.after = _trees(old.library, audience), _trees(new.library, audience)
        self.pairs = {
            name: pair(old.library, new.library, self.before[name], tree, locale)
            for name, tree in self.after.items()
            if name in self.before
        }

    def sorted(self) -> tuple[Change, ...]:
        found = dict.fromkeys(self._all())
        return tuple(sorted(found, key=self._rank))

    def _rank(self, change: Change) -> tuple[bool, str, int, int]:
        tree = self.after.get(change.tree)
        at = tree.index.get(change.step, -1) if tree else -1
        return change.topic not in FIRST, change.tree, _ORDER[change.topic], at

    def _all(self) -> Iterator[Change]:
        yield from self._broken()
        yield from self._whole_trees()
        changed = list(self._changed())
        yield from changed
        yield from self._live(changed)

    def _changed(self) -> Iterator[Change]:
        """Yield what is different in what is there before and after."""
        for one in self.pairs.values():
            yield from (*_head(one), *route_changes(one), *step_changes(one))
        trees = [*self.before.values(), *self.after.values()]
        yield from fact_changes(self.old.library, self.new.library, trees, self.locale)
        before = side(self.old.library, self.before.values())
        after = side(self.new.library, self.after.values())
        yield from text_changes(before, after, self.pairs)
        yield from translation_changes(before, after, self.pairs)

    def _broken(self) -> Iterator[Change]:
        for name in self.new.broken:
            told = (
                f"{name} has errors now: customers get its last good revision, or none. It is not compared."
            )
            yield Change(Topic.BROKEN, name, "", told)
        for name in self.old.broken.keys() - self.new.broken.keys():
            told = f"{name} had errors before, and has none now. It is not compared."
            yield Change(Topic.BROKEN, name, "", told)

    def _whole_trees(self) -> Iterator[Change]:
        broken = self.old.broken.keys() | self.new.broken.keys()
        for name in self.before.keys() - self.after.keys() - broken:
            told = f"The tree {name} is gone: {_titled(self.before[name])}."
            yield Change(Topic.TREE, name, "", told)
        for name in self.after.keys() - self.before.keys() - broken:
            draft = " It is a draft: customers do not see it yet." if self.after[name].draft else ""
            yield Change(Topic.TREE, name, "", f"The tree {name} is new: {_titled(self.after[name])}.{draft}")

    def _live(self, changed: Sequence[Change]) -> Iterator[Change]:
        """Yield the steps on which customers stand now and that are gone or different."""
        for (tree, reached), walks in sorted(self.live.items()):
            name, step = (reached.removeprefix(JUMP), "") if reached.startswith(JUMP) else (tree, reached)
            there = self.before.get(name)
            met = self._met(name, step, changed) if there and (not step or step in there.index) else ""
            if met:
                where = f"at the step {step}" if step else "at its beginning"
                told = f"{_walks(walks)} {where}, by the answers of the last day: {met}."
                yield Change(Topic.LIVE, name, step, told)

    def _met(self, tree: str, step: str, changed: Sequence[Change]) -> str:
        """Return what a customer at a step meets there now; nothing when it is as it was."""
        one = self.pairs.get(tree)
        if one is None:
            return "" if tree in self.new.broken else "the tree is gone"
        if not step:
            return ""
        now = one.names.get(step)
        if now is None:
            return "the step is gone"
        block, _, inside = now.rpartition(".")
        places = {(tree, now), (FACTS, now), (f"{SHARED}/{block}", inside)}
        topics = {change.topic for change in changed if (change.tree, change.step) in places}
        return (
            "the question is another now"
            if Topic.AGAIN in topics
            else "the step is different now"
            if topics
            else ""
        )


def _trees(library: Library, audience: Audience) -> Mapping[str, Tree]:
    return library.customers if audience is Audience.CUSTOMER else library.staff


def _titled(tree: Tree) -> str:
    return f"“{tree.title.source}”"


def _walks(count: int) -> str:
    return "One walk stands" if count == 1 else f"{count} walks stand"


def _head(one: Pair) -> Iterator[Change]:
    """Yield what is different of a tree beside its steps and texts."""
    old, new = one.old, one.new
    if old.draft is not new.draft:
        told = (
            "is a draft now: customers see it no more"
            if new.draft
            else "is no draft any more: customers see it"
        )
        yield Change(Topic.TREE, one.id, "", f"The tree {told}.")
    if old.stage != new.stage:
        yield Change(Topic.TREE, one.id, "", f"The tree stands under {new.stage} now, {old.stage} before.")
    if set(old.products) != set(new.products):
        told = f"The tree is for {_listed(new.products)} now, {_listed(old.products)} before."
        yield Change(Topic.TREE, one.id, "", told)
    for name, words in (("error codes", "codes"), ("keywords", "keywords")):
        gone, come = _lost_and_found(_words(old, words), _words(new, words))
        if gone or come:
            details = (
                *([f"gone: {', '.join(gone)}"] if gone else []),
                *([f"new: {', '.join(come)}"] if come else []),
            )
            yield Change(Topic.TREE, one.id, "", f"The tree is found by other {name}.", details)
    gone, come = _lost_and_found(old.ticket_fields, new.ticket_fields)
    if gone:
        yield Change(Topic.REQUEST, one.id, "", f"The request no longer asks for {', '.join(gone)}.")
    if come:
        yield Change(Topic.REQUEST, one.id, "", f"The request asks for {', '.join(come)} too.")
    yield from _ends(one)


def _words(tree: Tree, name: str) -> tuple[str, ...]:
    if name == "codes":
        return tree.codes
    return tuple(word for words in tree.keywords.values() for word in words)


def _lost_and_found(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[list[str], list[str]]:
    return [word for word in old if word not in new], [word for word in new if word not in old]


def _listed(products: tuple[str, ...]) -> str:
    return ", ".join(products) or "all products"


def _ends(one: Pair) -> Iterator[Change]:
    led = {edge.to for edge in one.new.edges()}
    for name in sorted(one.old.ends.keys() & one.new.ends.keys() & led):
        old, new = one.old.ends[name], one.new.ends[name]
        if old.kind is not new.kind:
            told = f"The end {name} was {old.kind.value} and is {new.kind.value} now."
            yield Change(Topic.WAY, one.id, name, told)
        if old.goto != new.goto:
            told = f"The end {name} offers {new.goto or 'no other tree'} now, {old.goto or 'none'} before."
            yield Change(Topic.WAY, one.id, name, told)
        gone, come = _lost_and_found(old.fields, new.fields)
        if gone or come:
            told = f"The end {name} asks for other fields: {', '.join(new.fields) or 'none'}."
            yield Change(Topic.REQUEST, one.id, name, told)


def alone(old: Loaded, new: Loaded, before: str, after: str) -> tuple[Loaded, Loaded]:
    """Return two states with one tree each, that of the old state under the name of the new one."""
    return _only(old, before, after), _only(new, after, after)


def _only(loaded: Loaded, tree: str, name: str) -> Loaded:
    found = loaded.library.trees.get(tree)
    sound = {name: replace(found, id=name)} if found else {}
    broken = {name: loaded.broken[tree]} if tree in loaded.broken else {}
    return replace(loaded, library=loaded.library.with_trees(sound), broken=broken)
