"""The trees, and one tree with everything that it asks."""

from __future__ import annotations

from typing import Final

from webui import addresses
from webui.api.fields import fields_of
from webui.api.operation import Call, Operation, Parameter, Reply
from webui.api.problems import Refused
from webui.api.values.trees import FactHead, Left, StepHead, TreeHead, Trees, WholeTree
from webui.api.wording import Wording
from webui.services import Services
from wizard import limits
from wizard.api_keys import Scope
from wizard.model.fact import Fact
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.names import is_id
from wizard.query import Walk
from wizard.rendering import direction

TREE: Final = Parameter("id", "The id of a tree.", "path", required=True)
_KEPT: Final = "public, max-age=60"
# Trees in one answer; the pattern of `limit` says the same.
_MOST: Final = 200


def known_tree(found: Services, tree_id: str) -> Tree:
    """Return the customers' tree of that id. Raises Refused when there is none, or none any more."""
    tree = found.library.customers.get(tree_id)
    if tree is None:
        was_here = is_id(tree_id) and len(tree_id) <= limits.ID and found.store.known_tree(tree_id)
        raise Refused("tree-gone" if was_here else "no-tree")
    return tree


def head(words: Wording, tree: Tree) -> TreeHead:
    """Return a tree without its steps."""
    return TreeHead(
        id=tree.id,
        title=words.line(tree.title),
        stage=tree.stage,
        revision=tree.revision,
        products=tree.products,
        url=addresses.whole(addresses.tree(words.locale, tree.id)),
        summary=words.line(tree.summary) if tree.summary else None,
    )


def list_trees(call: Call) -> Reply:
    """Return the trees, or those for a stage and a product, so many at a time."""
    site, words = call.services.library.site, Wording(call.services, call.locale)
    wanted, most = _wanted(call), int(call.given.get("limit", _MOST))
    trees = wanted[:most]
    return Reply(
        Trees(
            locale=call.locale,
            dir=direction(call.locale),
            locales=call.services.library.locales,
            trees=tuple(head(words, tree) for tree in trees),
            stages=tuple(words.choice(name, label) for name, label in site.stages.items()),
            products=words.products(),
            next=trees[-1].id if len(wanted) > most else None,
        )
    )


def _wanted(call: Call) -> list[Tree]:
    """Return the trees for a stage and a product behind the one that was told last, by id."""
    stage, product = call.given.get("stage"), call.given.get("product")
    after = call.given.get("after", "")
    return [
        tree
        for name, tree in sorted(call.services.library.customers.items())
        if name > after
        and stage in (None, tree.stage)
        and (product is None or not tree.products or product in tree.products)
    ]


def show_tree(call: Call) -> Reply:
    """Return one tree."""
    found = call.services
    tree, words = known_tree(found, call.path["id"]), Wording(found, call.locale)
    start = found.stands.here(tree.id, Walk())
    left = start.position.left
    return Reply(
        WholeTree(
            locale=call.locale,
            dir=direction(call.locale),
            tree=head(words, tree),
            left=Left(left.least, left.most),
            steps=tuple(_step(words, step) for step in tree.steps),
            facts=tuple(_fact(words, fact) for _, fact in sorted(tree.facts.items())),
            fields=fields_of(found, words, start),
        )
    )


def _step(words: Wording, step: Step) -> StepHead:
    return StepHead(
        id=step.id,
        kind=step.kind,
        title=words.line(step.title),
        options=words.choices(step.options),
        fact=step.fact,
        many=step.many or None,
        type=step.typed.kind if step.typed else None,
    )


def _fact(words: Wording, fact: Fact) -> FactHead:
    about = fact.about or fact.ask
    return FactHead(
        id=fact.id,
        values=words.choices(fact.values),
        about=words.line(about) if about else None,
        type=fact.typed.kind if fact.typed else None,
    )


LIST: Final = Operation(
    id="listTrees",
    method="GET",
    path="/trees",
    summary="List the trees",
    about="The trees that customers can walk by their ids, with the stages and products by which they can be chosen. "
    f"{_MOST} at a time: where there are more, `next` is what `after` has to be for them.",
    scope=Scope.WALKS_READ,
    run=list_trees,
    answers=Trees,
    parameters=(
        Parameter("stage", "Only trees of this stage."),
        Parameter("product", "Only trees for this product, and those for all."),
        Parameter("after", "Only trees behind this one: `next` of the answer before."),
        Parameter(
            "limit",
            f"At most so many, from 1 to {_MOST}.",
            schema={"type": "string", "pattern": "^([1-9][0-9]?|1[0-9][0-9]|200)$"},
        ),
    ),
    kept=_KEPT,
)
SHOW: Final = Operation(
    id="showTree",
    method="GET",
    path="/trees/{id}",
    summary="Show a tree",
    about="What a tree asks, which facts it reads (what your program may tell it), which fields a request has.",
    scope=Scope.WALKS_READ,
    run=show_tree,
    answers=WholeTree,
    parameters=(TREE,),
    kept=_KEPT,
    refuses=("no-tree", "tree-gone"),
)
