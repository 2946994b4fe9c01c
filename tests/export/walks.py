"""Walks to try on both engines: walked with a seed, and query strings as nobody should write them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl, quote

from wizard.journey import end_of, stand
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.query import Pair, pairs, query_string, walk_from

TYPED: Final = (
    *("0", "1", "2.0", "2.10", "02.5", "3600", "-1", "999999999999999999", "1603", "0000", "abc", "ABC"),
    *("۱۲٫۵", " ١٦٠٣ ", "1_0", "1e3", "inf", "nan", "१२", "٫", "a b", "۱۲۳۴", "é", "ab\u200cc", "a\u00a0b"),
    *(
        "x" * 40,
        "x" * 41,
        "😀" * 40,
        "😀" * 41,
        "\ufeff12",
        "\x1c12\x85",
        "12\n",
        "",
        "unsure",
        "12.",
        ".5",
        "+5",
    ),
)


def walked(trees: Mapping[str, Tree], tree_id: str, chance: random.Random) -> Iterator[str]:
    """Yield the query string of each place of one walk, told facts now and then, to its end."""
    query = _told(trees[tree_id], chance)
    here = tree_id
    for _ in range(80):
        yield query
        found = stand(trees, here, walk_from(parse_qsl(query, keep_blank_values=True)))
        step = found.position.step
        if step is None:
            assert end_of(found) is not None
            return
        if found.tree.id != tree_id:
            return  # the rest of the walk is asked of another tree
        query = query_string([*pairs(found.walk, found.tree), (step.id, _answer(step, chance))])


def spoilt(trees: Mapping[str, Tree], tree_id: str, chance: random.Random) -> str:
    """Return a query string of the tree's own names and strange ones, with values that fit and that do not."""
    tree = trees[tree_id]
    names = [
        *tree.index,
        *tree.facts,
        *tree.moved,
        *tree.moved.values(),
        "constructor",
        "no-such-step",
        "1603",
        "_at",
    ]
    found: list[Pair] = []
    for _ in range(chance.randint(1, 12)):
        name = chance.choice(names)
        step = tree.step(name)
        value = _answer(step, chance) if step and chance.random() < 0.7 else _any_value(tree, name, chance)
        found.append(
            (chance.choice([name, name, name, f"{name}~host", f"{name}~probe", f"{tree.id}:{name}"]), value)
        )
    if chance.random() < 0.5:
        earlier = chance.choice([*trees.values()])
        found.append(("_via", f"{earlier.id}.{tree.id}.none"))
        found += [(f"{earlier.id}:{step.id}", _answer(step, chance)) for step in earlier.steps[:4]]
    raw = ["%zz=1&&=2&+=%ff%fe", "?a=b", "toString=1&__proto__=x&_r=abcdef12&_w=aaaaaaaaaa"]
    return (
        chance.choice(["", "", "", "?"])
        + query_string(found)
        + chance.choice(["", "", "&" + chance.choice(raw)])
    )


def _answer(step: Step, chance: random.Random) -> str:
    ids = [option.id for option in step.options]
    if step.many and chance.random() < 0.7:
        return ".".join(chance.sample(ids, chance.randint(1, min(3, len(ids)))))
    if step.typed and (not ids or chance.random() < 0.7):
        return chance.choice(TYPED)
    return chance.choice(ids)


def _any_value(tree: Tree, name: str, chance: random.Random) -> str:
    fact = tree.facts.get(name)
    if fact and fact.values and chance.random() < 0.8:
        return chance.choice([option.id for option in fact.values])
    return chance.choice(TYPED)


def _told(tree: Tree, chance: random.Random) -> str:
    told = [name for name in tree.facts if chance.random() < 0.15]
    return "&".join(
        f"{name}~{chance.choice(['host', 'probe'])}={quote(_any_value(tree, name, chance))}" for name in told
    )
