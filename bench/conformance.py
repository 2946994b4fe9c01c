"""Whether all that walk trees agree: engine, command line, API, pages with htmx and without, player in a browser.

Every path of every tree, or `--paths` of them drawn by the seed; each place they come by, and some places disturbed.
Some paths are clicked through in the exported file, with the network off.
The last line is `paths: N disagreements: 0`; exit status 1 when it is not 0.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from bench._walkers import Checked, Wish, check, head
from wizard.library import load
from wizard.model.tree import Tree
from wizard.resources import demonstration_trees

SHOWN: Final = 5


def main() -> int:
    """Ask, print the table, return the exit status."""
    arguments = _arguments()
    folder: Path = arguments.trees
    wish = Wish(arguments.paths, arguments.twisted, arguments.clicked, arguments.seed)
    served = {name: tree for name, tree in load(folder).library.customers.items() if not tree.draft}
    begun = time.monotonic()
    print(head(), flush=True)
    with ProcessPoolExecutor(arguments.processes, mp_context=get_context("spawn")) as pool:
        asked = [pool.submit(check, folder, share, wish) for share in _shares(served, arguments.processes)]
        checked = [one for answer in asked for one in answer.result()]
    print(f"\n{len(checked)} trees, seed {wish.seed}, {time.monotonic() - begun:.0f} s")
    return _told(checked)


def _arguments() -> argparse.Namespace:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--trees", type=Path, default=demonstration_trees(), help="the folder of trees")
    reading.add_argument("--paths", type=int, default=2_000, help="paths of a tree at most")
    reading.add_argument("--twisted", type=int, default=500, help="places of a tree disturbed")
    reading.add_argument("--clicked", type=int, default=30, help="paths of a tree clicked through")
    reading.add_argument("--seed", type=int, default=6, help="draws paths and disturbances")
    reading.add_argument("--processes", type=int, default=2, help="processes that ask at the same time")
    return reading.parse_args()


def _shares(trees: dict[str, Tree], processes: int) -> list[list[str]]:
    """Return the trees shared out, the long ones evenly."""
    by_size = sorted(trees, key=lambda name: -len(trees[name].steps))
    return [by_size[at::processes] for at in range(min(processes, len(by_size)))]


def _told(checked: list[Checked]) -> int:
    """Print the first disagreements and the last line; return the exit status."""
    found = [one for tree in checked for one in tree.disagreements]
    for one in found[:SHOWN]:
        print(f"\n{str(one)[:2_000]}")
    print(f"vectors: {sum(tree.vectors for tree in checked)}")
    print(f"paths: {sum(tree.paths for tree in checked)} disagreements: {len(found)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
