"""Search over 10,000 generated trees in Persian and English: how long a query takes, a build, how much memory.

Queries are of one to five words as people type them: right, misspelt, cut short while typing, with a code, in the wrong
keyboard layout, pasted whole. Beside it stands a plain SQLite FTS5 index over the same texts, which forgives nothing.
Prints tables; the last line is `p99_ms: N.N`, the 99th percentile over all queries, median of the rounds.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final, TypeVar

from wizard.library import Library
from wizard.model.site import Site
from wizard.model.step import Kind, Option, Step, Variant
from wizard.model.text import Text
from wizard.model.tree import Tree
from wizard.problem import Place
from wizard.search.documents import documents
from wizard.search.fold import fold, tokens
from wizard.search.index import build
from wizard.search.search import search
from wizard.translation.catalogs import Entry, Translations

TREES: Final = 10_000
VOCABULARY: Final = 30_000  # words of each language
QUERIES: Final = 1_200
ROUNDS: Final = 5
STEPS: Final = 6
SEED: Final = 20_260_601

Built = TypeVar("Built")

HERE: Final = Place("bench.yaml", 1, 1)
ENGLISH: Final = """
ba be bo ca ce con de di do en er ex fa fi for ga ge hi in is ka la le li lo ma me mi mo na ne no on or pa
pe pi po pro ra re ri ro sa se si so sta ta te ti to tra un ur va ve vi wa wi
"""
PERSIAN: Final = """
با بر بی پر تا تر جا چا خا خو دا در دی را رو زا سا سر سی شا شد فا فر کا کر گا گر لا ما مر می نا نم نو وا ور ها هم یا
"""
SYLLABLES: Final = {"en": ENGLISH.split(), "fa": PERSIAN.split()}
KEYS: Final = str.maketrans("ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو", "qwertyuiop[]asdfghjkl;'zxcvbnm,")
LETTERS: Final = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,", "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو")


class Language:
    """Made-up words whose use follows Zipf's law."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.chance = chance
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made["".join(chance.choices(SYLLABLES[name], k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
        self.words = list(made)
        self.sums = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))
        self.name = name

    def text(self, least: int, most: int) -> str:
        """Return some words, now and then with a half-space in Persian."""
        words = self.chance.choices(self.words, cum_weights=self.sums, k=self.chance.randint(least, most))
        glue = "\u200c" if self.name == "fa" else " "
        return "".join(word + (glue if self.chance.random() < 0.06 else " ") for word in words).strip()


class Made:
    """The library, made tree by tree; texts are kept by tree to draw queries from."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.english = Language("en", self.chance)
        self.persian = Language("fa", self.chance)
        self.entries: dict[str, dict[str, Entry]] = {}
        self.phrases: list[str] = []

    def library(self, count: int) -> Library:
        """Return `count` trees of about the length of the shipped ones, all translated."""
        trees = {f"tree-{number:05}": self._tree(f"tree-{number:05}", number) for number in range(count)}
        site = Site(
            Text("Bench", "_site", "site/brand.name", HERE), HERE, locales={"en": "source", "fa": "required"}
        )
        return Library(site, translations=Translations("en", {"fa": self.entries})).with_trees(trees)

    def _text(self, tree: str, context: str, least: int, most: int) -> Text:
        text = Text(self.english.text(least, most), tree, context, HERE)
        self.entries.setdefault(tree, {})[context] = Entry(
            text.source, self.persian.text(least, most), False, 1
        )
        return text

    def _tree(self, name: str, number: int) -> Tree:
        title = self._text(name, "title", 3, 7)
        keywords = {
            one.name: tuple(one.text(1, 4) for _ in range(self.chance.randint(6, 12)))
            for one in (self.english, self.persian)
        }
        self.phrases.extend(
            (title.source, self.entries[name]["title"].words, *keywords["en"], *keywords["fa"])
        )
        return Tree(
            id=name,
            title=title,
            summary=self._text(name, "summary", 8, 16),
            stage=("install", "run", "use")[number % 3],
            place=HERE,
            steps=tuple(self._step(name, at) for at in range(STEPS)),
            ends={},
            facts={},
            keywords=keywords,
            codes=(f"{1000 + number % 2000}",) if number % 4 == 0 else (),
        )

    def _step(self, tree: str, at: int) -> Step:
        name = f"step-{at}"
        options = tuple(
            Option(f"o{of}", self._text(tree, f"{name}/options.o{of}", 2, 8), HERE) for of in range(3)
        )
        how = tuple(Variant(self._text(tree, f"{name}/how.{of}", 8, 16)) for of in range(3))
        kind = Kind.FIX if at % 2 else Kind.ASK
        return Step(name, kind, self._text(tree, f"{name}/title", 4, 9), options, HERE, how=how)


def kinds_of_queries(made: Made) -> Mapping[str, list[str]]:
    """Return queries by what is the matter with them."""
    chance = random.Random(SEED + 1)

    def words(most: int = 5) -> list[str]:
        phrase = chance.choice(made.phrases).replace("\u200c", " ").split()
        if chance.random() < 0.4:  # with words from anywhere
            phrase += chance.choice((made.english, made.persian)).text(1, 3).split()
        return phrase[: chance.randint(1, most)]

    def some(change: Callable[[list[str]], str], count: int) -> list[str]:
        return [change(words()) for _ in range(count)]

    share = QUERIES // 8
    return {
        "right": some(" ".join, 2 * share),
        "misspelt": some(lambda found: " ".join(_misspelt(word, chance) for word in found), 2 * share),
        "while typing": some(lambda found: " ".join(found)[: -chance.randint(1, 3)] or found[0], 2 * share),
        "wrong layout": some(lambda found: _other_keys(" ".join(found)), share),
        "with a code": some(lambda found: f"خطای {chance.randint(1000, 2999)} {' '.join(found)}", share // 2),
        "pasted": [" ".join(word for _ in range(12) for word in words()) for _ in range(share // 4)],
        "unknown": ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=9)) for _ in range(share // 4)],
    }


def _misspelt(word: str, chance: random.Random) -> str:
    if len(word) < 4 or chance.random() < 0.4:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice((word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]))


def _other_keys(text: str) -> str:
    return text.translate(LETTERS if text.isascii() else KEYS)


class FullText:
    """SQLite FTS5 in memory with bm25, any of the words, the last one cut short: the plain way."""

    def __init__(self, library: Library) -> None:
        self.rows = sqlite3.connect(":memory:")
        self.rows.execute("create virtual table tree using fts5(id unindexed, strong, weak, prefix='2 3')")
        rows = (
            (
                one.tree.id,
                *(
                    fold(" ".join(text for place, text in one.pieces if (place <= 3) == strong))
                    for strong in (True, False)
                ),
            )
            for one in documents(library)
        )
        self.rows.executemany("insert into tree values (?, ?, ?)", rows)

    def search(self, query: str) -> list[object]:
        """Return the ten best."""
        found = tokens(query)[:24]
        if not found:
            return []
        text = " OR ".join([*(f'"{token}"' for token in found), f'"{found[-1]}"*'])
        command = "select id from tree where tree match ? order by bm25(tree, 0, 10, 1) limit 10"
        return self.rows.execute(command, (text,)).fetchall()


def measured(run: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Return how many milliseconds each query took."""
    found = []
    for query in queries:
        begun = time.perf_counter()
        run(query)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def resident_mib() -> float:
    """Return the memory that this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--trees", type=int, default=TREES, help="how many trees (default: %(default)s)")
    made = Made()
    library = made.library(reading.parse_args().trees)
    queries = kinds_of_queries(made)
    print(
        f"{len(library.customers):,} trees in English and Persian, {sum(map(len, queries.values()))} queries\n"
    )
    ours = built("index", lambda: build(library))
    plain = built("FTS5", lambda: FullText(library))
    locales = ("fa", "en")
    runs: Mapping[str, Callable[[str], object]] = {
        "FTS5, for comparison": plain.search,
        "search": lambda query: search(ours, query, locale=locales[query.isascii()]),
    }
    print(f"\n{'':<22}{'queries':<16}{'p50 ms':>8}{'p99 ms':>8}{'most':>8}")
    last = 0.0
    for name, run in runs.items():
        last = table(name, run, queries)
    print(f"\np99_ms: {last:.1f}")


def built(name: str, make: Callable[[], Built]) -> Built:
    """Return what `make` makes, its time and memory printed."""
    before, begun = resident_mib(), time.process_time()
    made = make()
    seconds = time.process_time() - begun
    print(f"{name:<8}built in {seconds:5.1f} s of processor time, {resident_mib() - before:5.0f} MiB")
    return made


def table(name: str, run: Callable[[str], object], queries: Mapping[str, Sequence[str]]) -> float:
    """Print a line for each kind of query and one for all; return the 99th percentile of all."""
    rounds = [{kind: measured(run, asked) for kind, asked in queries.items()} for _ in range(ROUNDS)]
    for kind in queries:
        _line(name, kind, [one[kind] for one in rounds])
    return _line(name, "all", [[ms for taken in one.values() for ms in taken] for one in rounds])


def _line(name: str, kind: str, rounds: Sequence[Sequence[float]]) -> float:
    p50, p99, most = (statistics.median(of(taken) for taken in rounds) for of in _figures())
    print(f"{name:<22}{kind:<16}{p50:>8.2f}{p99:>8.2f}{most:>8.1f}")
    return p99


def _figures() -> Iterator[Callable[[Sequence[float]], float]]:
    yield statistics.median
    yield lambda taken: sorted(taken)[max(0, -(-len(taken) * 99 // 100) - 1)]
    yield max


if __name__ == "__main__":
    main()
