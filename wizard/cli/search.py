"""`wizard search`: what a customer's words would find, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import chain
from typing import Any

import click

from wizard.cli.context import Setting
from wizard.library import Library
from wizard.search.index import build
from wizard.search.scoring import Hit
from wizard.search.search import Found, search


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("queries", nargs=-1, metavar="QUERY...")
@click.option("--locale", help="The language of the page. Default: the site's.")
@click.option("--product", help="Only trees for this product.")
@click.option("--stage", help="Only trees of this stage.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line for each query.")
@click.option("--batch", is_flag=True, help="Read queries from standard input, a line each.")
@click.pass_obj
def search_command(
    setting: Setting,
    queries: tuple[str, ...],
    locale: str | None,
    product: str | None,
    stage: str | None,
    as_json: bool,
    batch: bool,
) -> None:
    """Show which trees each QUERY finds, best first, and by which words.

    A query of several words stands in quotes. A line of --json is {"query", "hits": [{"tree", "known", "score",
    "matched"}]}; a query read in another keyboard layout has "searched_for" too.

    Example: wizard search "خطای ۱۶۰۳ موقع نصب" "question marks" --json
    """
    if not queries and not batch:
        raise click.UsageError("name what to search for, or give --batch")
    library = setting.load().library
    index = build(library)
    locale = _locale(library, locale)
    for query in chain(queries, _lines() if batch else ()):
        found = search(index, query, locale=locale, product=product, stage=stage)
        click.echo(
            json.dumps(_report(query, found), ensure_ascii=False)
            if as_json
            else _shown(library, locale, found)
        )


def _lines() -> Iterable[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _locale(library: Library, named: str | None) -> str:
    if named is not None and named not in library.locales:
        raise click.UsageError(f"there is no language {named} here. There are: {', '.join(library.locales)}.")
    return named or library.site.default_locale


def _report(query: str, found: Found) -> dict[str, Any]:
    report: dict[str, Any] = {"query": query, "hits": [_plain(hit) for hit in found.hits]}
    return report | ({"searched_for": found.searched_for} if found.instead_of is not None else {})


def _plain(hit: Hit) -> dict[str, Any]:
    return {"tree": hit.tree, "known": dict(hit.known), "score": hit.score, "matched": list(hit.matched)}


def _shown(library: Library, locale: str, found: Found) -> str:
    lines = [found.query]
    if found.instead_of is not None:
        lines.append(f"  (read in another keyboard layout: {found.searched_for})")
    for rank, hit in enumerate(found.hits, 1):
        title = library.words(locale, library.customers[hit.tree].title)
        known = "".join(f" {step}={value}" for step, value in hit.known.items())
        why = f"by {hit.field}: {', '.join(hit.matched)}"
        lines.append(f"{rank:>3}  {hit.score:.3f}  {hit.tree}{known}  {title}\n       {why}")
    return "\n".join(lines if found.hits else [*lines, "  nothing found"])
