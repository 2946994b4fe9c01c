"""What the player's search reads: the index over the trees of the file, and the letters that count as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from wizard.library import Library
from wizard.model.step import Audience, Step
from wizard.model.tree import Tree
from wizard.search.fold import plain
from wizard.search.index import Index, build
from wizard.search.stems import ERROR_WORDS, LITTLE

# Latin with its marks, the general signs, Arabic and its forms in print: what keyboards and programs write.
_LETTERS: Final = (
    range(0x41, 0x250),
    range(0x2B0, 0x370),
    range(0x600, 0x780),
    range(0x2000, 0x2600),
    range(0xFB50, 0xFF60),
)


def search_data(library: Library, trees: Mapping[str, Tree]) -> dict[str, Any]:
    """Return the index over `trees` (in every language that they have) as plain data; numbers of trees go by id."""
    index = build(replace(library, customers={name: _for_customers(tree) for name, tree in trees.items()}))
    words = index.vocabulary
    stems = sorted(words.terms, key=words.terms.__getitem__)
    return {
        "trees": [tree.id for tree in index.trees],
        "letters": {chr(code): plain(chr(code)) for some in _LETTERS for code in some if _is_other(code)},
        "words": " ".join(words.words),
        "terms": list(words.words.values()),
        "stems": " ".join(stems),
        "found": [[tree * 7 + place for tree, place in one.read(None)] for one in index.postings],
        "phrases": [_phrases(index, tree) for tree in range(len(index.trees))],
        "codes": {str(code): list(there) for code, there in index.codes.items()},
        "little": " ".join(sorted(LITTLE)),
        "errors": " ".join(sorted(ERROR_WORDS)),
    }


def _for_customers(tree: Tree) -> Tree:
    """Return a tree of customers without the parts of its instructions that are for staff: no word of them is told."""

    def kept(step: Step) -> Step:
        parts = tuple(part for part in step.how if part.audience is Audience.CUSTOMER)
        return step if len(parts) == len(step.how) else replace(step, how=parts)

    return replace(tree, steps=tuple(kept(step) for step in tree.steps))


def _is_other(code: int) -> bool:
    return plain(chr(code)) != chr(code)


def _phrases(index: Index, tree: int) -> list[list[int]]:
    """Return the phrases of a tree, each as the terms it is made of."""
    found: list[list[int]] = [[]]
    for term in index.phrases[tree]:
        if term < len(index.postings):
            found[-1].append(term)
        else:
            found.append([])
    return [phrase for phrase in found if phrase]
