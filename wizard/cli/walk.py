"""`wizard walk`: a tree walked in the terminal, or where a walk stands, as JSON for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import click

from wizard.cli.context import Setting
from wizard.cli.player import play
from wizard.errors import UnknownTree, WizardError
from wizard.journey import Stand, end_of, stand
from wizard.library import Library, Loaded
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.query import Pair, walk_from

Case = dict[str, Any]


@click.command("walk")
@click.argument("tree", required=False)
@click.option(
    "--known", metavar="NAME=VALUE", multiple=True, help="What is known already; may be given again."
)
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    default=Audience.CUSTOMER.value,
    show_default=True,
    help="Whose tree: staff see the steps for staff too.",
)
@click.option("--locale", help="The language to show. Default: the site's.")
@click.option("--json", "as_json", is_flag=True, help="Print where the walk stands, and stop.")
@click.option(
    "--batch", is_flag=True, help="Read cases from standard input, a JSON line each; answer each with one."
)
@click.pass_obj
def walk(
    setting: Setting,
    tree: str | None,
    known: tuple[str, ...],
    audience: str,
    locale: str | None,
    as_json: bool,
    batch: bool,
) -> None:
    """Walk TREE in the terminal, or tell where a walk stands.

    NAME is a step or a fact; `windows~host=win10` is what the product told. A query string may stand in its
    place. A case of --batch is {"tree": …, "known": {…}} or {"tree": …, "query": "…"}, perhaps with
    "audience".

    Example: wizard walk question-marks --known pattern=all --known windows~host=win10 --json
    """
    loaded = setting.load()
    if batch:
        for line in sys.stdin.buffer:
            if line.strip():
                click.echo(json.dumps(_answer(loaded, line, audience)))
        return
    if tree is None:
        raise click.UsageError("name the tree to walk, or give --batch")
    trees = _trees(loaded, audience)
    found = stand(trees, _existing(loaded, trees, tree), walk_from(_pairs(known)))
    if as_json:
        click.echo(json.dumps(_report(found)))
    else:
        play(loaded.library, trees, found, _locale(loaded.library, locale), staff=audience == Audience.STAFF)


def _pairs(known: Iterable[str]) -> list[Pair]:
    return [pair for text in known for pair in parse_qsl(text.removeprefix("?"), keep_blank_values=True)]


def _trees(loaded: Loaded, audience: str) -> Mapping[str, Tree]:
    return loaded.library.staff if audience == Audience.STAFF else loaded.library.customers


def _existing(loaded: Loaded, trees: Mapping[str, Tree], tree: str) -> str:
    if tree in loaded.broken:
        raise BrokenTree(tree=tree)
    if tree not in trees:
        raise UnknownTree(tree=tree, known=", ".join(sorted(trees)))
    return tree


def _locale(library: Library, named: str | None) -> str:
    if named is not None and named not in library.locales:
        raise click.UsageError(f"there is no language {named} here. There are: {', '.join(library.locales)}.")
    return named or library.site.default_locale


def _answer(loaded: Loaded, line: bytes, audience: str) -> Case:
    """Return where the case of one line stands, or what is wrong with it; never raises."""
    try:
        return _report(_stood(loaded, json.loads(line), audience))
    except WizardError as error:
        return {"error": str(error)}
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or no case
        return {"error": f"this is no case: {error}"}


def _stood(loaded: Loaded, case: Any, audience: str) -> Stand:
    if not isinstance(case, dict) or not isinstance(case.get("tree"), str):
        raise ValueError('write {"tree": "…", "known": {"…": "…"}}')
    audience = case.get("audience", audience)
    if audience not in tuple(Audience):
        raise ValueError(f"the audience is {' or '.join(Audience)}")
    trees = _trees(loaded, audience)
    return stand(trees, _existing(loaded, trees, case["tree"]), walk_from(_case_pairs(case)))


def _case_pairs(case: Case) -> list[Pair]:
    query, known = case.get("query", ""), case.get("known", {})
    if not isinstance(query, str) or not isinstance(known, dict):
        raise ValueError('"query" is a text, "known" maps names to values')
    given = _pairs([query])
    for name, value in known.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(f'the value of "{name}" is no text')
        given.append((name, str(value)))
    return given


def _report(found: Stand) -> Case:
    """Return where a walk stands as plain data."""
    reached = found.position
    return {
        "tree": found.tree.id,
        "revision": found.tree.revision,
        "position": _place(found),
        "trail": [
            {"step": given.step, "value": given.value, "source": given.source}
            | ({"by": list(given.by)} if given.by else {})
            for given in reached.trail
        ],
        "left": {"least": reached.left.least, "most": reached.left.most},
        "dropped": [{"step": gone.step, "value": gone.value, "why": gone.why} for gone in found.dropped],
    }


def _place(found: Stand) -> Case:
    step = found.position.step
    if step is None:
        return {"end": end_of(found)}
    place: Case = {"step": step.id, "kind": step.kind, "options": [option.id for option in step.options]}
    if step.many:
        place["many"] = True
    if step.typed is not None:
        place["type"] = step.typed.kind
    return place


class BrokenTree(WizardError):
    """The tree {tree} cannot be read. `wizard lint` tells what is wrong with it."""
