"""What a tree means: the plain data it can be made of again, its revision, the fingerprints of its steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Any, Final

from wizard.loader.part import Part
from wizard.loader.shelf import Shelf
from wizard.model.meaning import Marks, Meaning
from wizard.model.step import Step
from wizard.model.tree import Use

# What a tree says about itself, not to customers: it makes no new revision.
_NOT_MEANING: Final = frozenset({"owner", "review_by", "keywords", "draft"})


def meaning(file: Part, steps: Sequence[Step], uses: Sequence[Use], shelf: Shelf) -> Meaning:
    """Return the meaning of a tree that is made of these."""
    return Meaning(partial(_composed, file, steps, uses, shelf), partial(_marks, steps))


def fingerprint(one: Step) -> str:
    """Return a short hash of what a step means: an answer is asked again when it differs."""
    typed = one.typed and [one.typed.kind, one.typed.least, one.typed.most, one.typed.pattern]
    options = [[option.id, option.label.source if option.label else ""] for option in one.options]
    return _short_hash(repr((one.kind.value, one.title.source, one.fact, one.many, typed, options)), 4)


def _marks(steps: Sequence[Step], composed: dict[str, Any]) -> Marks:
    return Marks(_revision(composed), {one.id: fingerprint(one) for one in steps})


def _composed(file: Part, steps: Iterable[Step], uses: Iterable[Use], shelf: Shelf) -> dict[str, Any]:
    return {
        "tree": file.data,
        "blocks": {use.block: shelf.blocks[use.block].data for use in uses if use.block in shelf.blocks},
        "facts": {name: shelf.fact_data.get(name) for name in sorted(_used_facts(steps, shelf.facts))},
        "unable": shelf.unable,
    }


def _revision(data: dict[str, Any]) -> str:
    whole = {key: value for key, value in data["tree"].items() if key not in _NOT_MEANING}
    return _short_hash(json.dumps({**data, "tree": whole}, ensure_ascii=False), 5)


def _short_hash(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def _used_facts(steps: Iterable[Step], facts: Collection[str]) -> set[str]:
    names: set[str] = set()
    for one in steps:
        names.update(one.changes)
        names.update(name for text in one.texts() if "{" in text.source for name in text.placeholders())
        if one.fact:
            names.add(one.fact)
        names.update(leaf.name for condition in one.conditions() for leaf in condition.leaves())
    return names.intersection(facts)
