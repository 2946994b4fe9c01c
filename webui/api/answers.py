"""The two operations of a walk: where it stands, and an answer, which is recorded. Both answer the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl

from webui.api.operation import Call, Operation, Parameter, Reply
from webui.api.positions import position_of
from webui.api.problems import Fault, Refused
from webui.api.trees import TREE, known_tree
from webui.api.values.walks import Answering, Position
from webui.recording import record
from webui.trusted import trusted
from wizard import limits
from wizard.api_keys import Scope
from wizard.engine.carry import Dropped, Why
from wizard.model.step import Step
from wizard.query import Pair, Walk, pairs, query_string, walk_from

CHANNEL: Final = "api"
_BY: Final = ("customer", CHANNEL)
_WALK: Final = (
    Parameter("_w", "The id of the walk, where it has one."),
    Parameter("_r", "The revision under which the answers were given."),
    Parameter("_via", "The earlier trees, joined by dots."),
    Parameter("_at", "The step to show again, with all answers kept."),
    Parameter("_c", "The id of a trusted context."),
)


def show_position(call: Call) -> Reply:
    """Return where the walk of the query string stands."""
    found = call.services
    tree = known_tree(found, call.path["id"])
    walk = trusted(walk_from(call.pairs))
    return Reply(position_of(found, found.stands.stand(tree.id, walk), call.locale))


def take_answer(call: Call) -> Reply:
    """Record an answer and return where the walk stands then."""
    found, body = call.services, call.body
    tree = known_tree(found, call.path["id"])
    walk = replace(walk_of(body.query, body.known), at=None)
    walk = walk if walk.id else replace(walk, id=found.new_id())
    step = tree.step(body.step)
    if step is None:
        wrong = Fault(f"The tree {tree.id} has no step {body.step}.", pointer="/step")
        raise Refused("does-not-fit", errors=[wrong])
    value = _value(step, body.value)
    before = found.stands.here(tree.id, walk)
    if _has_changed(call, tree.id, tree.revision, walk, step, value):
        raise Refused("step-changed")
    walk = replace(before.walk, known=before.walk.known.answer(step.id, value))
    after = found.stands.stand(tree.id, walk)
    if len(query_string(pairs(after.walk, after.tree))) > limits.QUERY_BYTES:
        raise Refused("too-long")
    record(found, before, after, step, value, call.locale, by=_BY)
    return Reply(position_of(found, after, call.locale))


def walk_of(query: str, known: Mapping[str, str]) -> Walk:
    """Return the walk that a body tells, with what its product vouches for. Raises Refused when it is too long."""
    said: list[Pair] = [*parse_qsl(query, keep_blank_values=True), *known.items()]
    if len(query_string(said)) > limits.QUERY_BYTES:
        raise Refused("too-long")
    return trusted(walk_from(said))


def _value(step: Step, given: str | tuple[str, ...]) -> str:
    """Return an answer in the form it is kept in. Raises Refused when the step does not offer it."""
    several = None if isinstance(given, str) or step.many else given
    value = None if several else step.value(given if isinstance(given, str) else ".".join(given))
    if value is None:
        raise Refused("does-not-fit", errors=[Fault(_offered(step), pointer="/value")])
    return value


def _offered(step: Step) -> str:
    """Return what can be answered."""
    options = ", ".join(option.id for option in step.options)
    if step.many:
        return f"It is one or more of: {options}."
    typed = step.typed
    if typed is None:
        return f"It is one of: {options}."
    bounds = "".join(
        f", {word} {bound}" for word, bound in (("at least", typed.least), ("at most", typed.most)) if bound
    )
    least = f"It is a {typed.kind}{bounds}"
    return f"{least}, or one of: {options}." if options else f"{least}."


def _has_changed(call: Call, tree_id: str, revision: str, walk: Walk, step: Step, value: str) -> bool:
    """Tell whether the step says something else than it did when it was shown."""
    if walk.revision in (None, revision):
        return False
    answered = replace(walk, known=walk.known.answer(step.id, value))
    return Dropped(step.id, value, Why.CHANGED) in call.services.stands.here(tree_id, answered).dropped


SHOW: Final = Operation(
    id="showPosition",
    method="GET",
    path="/trees/{id}/position",
    summary="Where a walk stands",
    about="The query string is that of the walk's page: answers as `<step>=<option>`, facts as `<fact>=<value>`, "
    "what your program knows as `<fact>~host=<value>`. What nothing bears the name of stands in `dropped`. "
    "Nothing is recorded.",
    scope=Scope.WALKS_READ,
    run=show_position,
    answers=Position,
    parameters=(TREE, *_WALK),
    walk=True,
    kept="private, no-cache",
    refuses=("no-tree", "tree-gone", "too-long"),
)
ANSWER: Final = Operation(
    id="answerStep",
    method="POST",
    path="/trees/{id}/answers",
    summary="Answer a step",
    about="Records the answer and tells where the walk stands then, as its position does. A walk without an id "
    "(`_w`) gets one: it stands in `walk` and in `query`. Sending the same answer again changes nothing.",
    scope=Scope.WALKS_WRITE,
    run=take_answer,
    answers=Position,
    takes=Answering,
    parameters=(TREE,),
    refuses=("no-tree", "tree-gone", "too-long", "step-changed"),
)
