"""Texts and their translations: which words changed, in which language, and which translations are stale now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from textwrap import shorten
from typing import Final

from wizard.diff.change import Change, Topic
from wizard.diff.pair import Pair
from wizard.library import HasTexts, Library
from wizard.model.text import Text
from wizard.model.tree import Tree

Texts = Mapping[str, Text]  # by context
_HOW: Final = re.compile(r"/how(\.\d+)?$")
_SHOWN: Final = 400  # characters of a text
_LISTED: Final = 12
# What the last part of a context is about.
_PARTS: Final = {
    "how": "what to do",
    "warning": "the warning",
    "undo": "how to undo it",
    "check": "how to check it",
    "why": "why it helps",
    "after": "what to do afterwards",
    "hint": "the hint",
    "title": "the title",
    "summary": "the summary",
    "ticket.text": "what the request page says",
    "solved.text": "what the page of a solved walk says",
    "solved.prevent": "how to prevent it",
    "image.alt": "what the picture shows",
    "link.label": "the label of the link",
    "unit": "the unit",
}
_FLAGGED: Final = frozenset({"warning", "undo"})


@dataclass(frozen=True, slots=True)
class Side:
    """The texts of a state: by catalog and context, and how they are translated."""

    library: Library
    texts: Mapping[str, Texts]


def side(library: Library, trees: Iterable[Tree]) -> Side:
    """Return the texts of a library, of its trees only those of `trees`."""
    found: dict[str, dict[str, Text]] = {}
    shared: tuple[HasTexts, ...] = (library.site, *library.facts.values(), *library.fields.values())
    for text in (text for owner in shared for text in owner.texts()):
        found.setdefault(text.catalog, {}).setdefault(text.context, text)
    for tree in trees:
        for text in tree.texts():
            catalog, context = text.catalog, text.context
            if catalog == tree.title.catalog:  # its own file, which may have had another name
                catalog, context = tree.id, f"{tree.id}/{context.partition('/')[2]}"
            found.setdefault(catalog, {}).setdefault(context, text)
    return Side(library, found)


def text_changes(old: Side, new: Side, pairs: Mapping[str, Pair]) -> Iterator[Change]:
    """Yield the texts whose words changed in a language, catalog by catalog; new and removed steps are left out."""
    for catalog in sorted(old.texts.keys() & new.texts.keys()):
        before = _renamed(old.texts[catalog], pairs.get(catalog))
        after = new.texts[catalog]
        lists = {context for context in {*before, *after} if _HOW.search(context)}
        for context in before.keys() & after.keys() - lists:
            details = tuple(_words(old, new, before[context], after[context]))
            if details:
                yield _change(catalog, context, _told(new, catalog, context, pairs), details)
        for stem in sorted({_HOW.sub("/how", context) for context in lists}):
            details = tuple(_list_words(old, new, before, after, stem))
            if details:
                yield _change(catalog, stem, _told(new, catalog, stem, pairs), details)


def _change(catalog: str, context: str, told: str, details: tuple[str, ...]) -> Change:
    _, step, part = _split(context)
    topic = Topic.RISK if part in _FLAGGED else Topic.TEXT
    return Change(topic, catalog, step, told, details)


def _renamed(texts: Texts, pair: Pair | None) -> Texts:
    """Return the texts by their contexts of now: a step may have another name."""
    if pair is None:
        return texts
    found = {}
    for context, text in texts.items():
        owner, slash, rest = context.partition("/")
        step, more, part = rest.partition("/")
        now = pair.names.get(step, step) if more else step
        found[f"{owner}{slash}{now}{more}{part}"] = text
    return found


def _split(context: str) -> tuple[str, str, str]:
    """Return owner, step and part of a context; a head text has no step."""
    owner, _, rest = context.partition("/")
    step, slash, part = rest.partition("/")
    return (owner, step, part) if slash else (owner, "", step)


def _told(new: Side, catalog: str, context: str, pairs: Mapping[str, Pair]) -> str:
    _, step, part = _split(context)
    pair = pairs.get(catalog)
    there = pair.new.step(step) if pair else None
    where = pair.called(there) if pair and there else step
    about = _PARTS.get(part) or _other_part(part, bool(step))
    return (
        f"{where}: {about} reads differently."
        if where
        else f"{about[:1].upper()}{about[1:]} reads differently."
    )


def _other_part(part: str, in_step: bool) -> str:
    if part.startswith(("options.", "values.")):
        return f"the answer {part.partition('.')[2]}"
    if part.startswith("ends."):
        name, _, about = part.removeprefix("ends.").rpartition(".")
        return f"{'the label of the link' if about == 'label' else 'the text'} of the end {name.removesuffix('.link')}"
    return "its heading" if in_step and part in ("ask", "fix", "do", "tell") else part


def _words(old: Side, new: Side, before: Text, after: Text) -> Iterator[str]:
    """Yield the words of a text before and now, for each language in which they changed."""
    for locale in new.library.locales:
        was, now = _found(old, locale, before), _found(new, locale, after)
        if was and now and was != now:
            yield f"{locale}, was: {_shown(was)}"
            yield f"{locale}, now: {_shown(now)}"


def _found(one: Side, locale: str, text: Text) -> str | None:
    return one.library.translations.found(locale, text) if locale in one.library.locales else None


def _list_words(old: Side, new: Side, before: Texts, after: Texts, stem: str) -> Iterator[str]:
    """Yield the lines of a list that went and came, in each language; where one stands does not matter."""
    for locale in new.library.locales:
        was = _lines(old, locale, before, stem)
        now = _lines(new, locale, after, stem)
        if not was or not now or was == now or None in was or None in now:
            continue
        matcher = SequenceMatcher(None, was, now, autojunk=False)
        for tag, start, stop, begin, end in matcher.get_opcodes():
            if tag != "equal":
                yield from (f"{locale}, was: {_shown(line)}" for line in was[start:stop] if line)
                yield from (f"{locale}, now: {_shown(line)}" for line in now[begin:end] if line)


def _lines(one: Side, locale: str, texts: Texts, stem: str) -> list[str | None]:
    items = [context for context in texts if _HOW.sub("/how", context) == stem]
    return [_found(one, locale, texts[context]) for context in sorted(items, key=_item)]


def _item(context: str) -> int:
    number = context.rpartition("how.")[2]
    return int(number) if number.isdigit() else 0


def _shown(words: str) -> str:
    return shorten(words, _SHOWN, placeholder=" …")


def translation_changes(old: Side, new: Side, pairs: Mapping[str, Pair]) -> Iterator[Change]:
    """Yield, by language and catalog, the texts whose translation is stale or missing now and was not before."""
    source = new.library.site.source_locale
    for locale in (locale for locale in new.library.locales if locale != source):
        for catalog, texts in sorted(new.texts.items()):
            before = _renamed(old.texts.get(catalog, {}), pairs.get(catalog))
            worse = [
                context
                for context, text in texts.items()
                if text.has_words
                and _found(new, locale, text) is None
                and not _was_open(old, locale, before, context)
            ]
            entries = {context: new.library.translations.entry(locale, texts[context]) for context in worse}
            stale = [context for context, entry in entries.items() if entry and entry.words]
            missing = [context for context in worse if context not in stale]
            for name, found in (("stale", stale), ("missing", missing)):
                if found:
                    told = f"{locale}: {_count(found)} {name} now; customers read them in {source}."
                    yield Change(Topic.TRANSLATION, catalog, "", told, tuple(_named(found)))


def _was_open(old: Side, locale: str, before: Texts, context: str) -> bool:
    text = before.get(context)
    return text is not None and _found(old, locale, text) is None


def _count(found: list[str]) -> str:
    return "one translation is" if len(found) == 1 else f"{len(found)} translations are"


def _named(found: list[str]) -> Iterator[str]:
    yield from found[:_LISTED]
    if len(found) > _LISTED:
        yield f"and {len(found) - _LISTED} more"
