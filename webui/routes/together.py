"""A customer walks together with somebody of support: begun and ended here, and walked on pages of their own."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, request

from webui import addresses
from webui.answering import asked_walk, best_locale, known_locale, may_send, page, posted_walk, see_other
from webui.elsewhere import leaving, standing
from webui.present.scene import Scene
from webui.present.together import Told, customers, gone_page
from webui.routes.code import too_often
from webui.routes.side import CHANNEL, CoPaths, Side, company
from webui.services import services
from wizard.codes.letters import read
from wizard.query import pairs
from wizard.store import CoWalk

AUDIENCE = "customer"


def install(app: Flask) -> None:
    """Add the routes."""
    one = addresses.together("<code>")
    walked = f"{one}/<locale>/<tree_id>"
    app.add_url_rule(addresses.together(), "together_begin", begin, methods=["POST"])
    app.add_url_rule(one, "together_latest", latest, methods=["GET"])
    app.add_url_rule(f"{one}/state", "together_state", state, methods=["GET"])
    app.add_url_rule(f"{one}/end", "together_end", end, methods=["POST"])
    app.add_url_rule(walked, "together_walk", show, methods=["GET"])
    app.add_url_rule(walked, "together_answer", answer, methods=["POST"])


def begin() -> Response:
    """Make the walk of the form one that two walk together, and lead to its page, where its code stands."""
    found, walk = services(), leaving()
    if not may_send("together"):
        return too_often(walk.locale)
    made = company(found).begin(
        walk=walk.id, locale=walk.locale, tree=walk.stand.tree.id, query=walk.query, now=found.clock()
    )
    mine = replace(walk.stand.walk, channel=CHANNEL)
    again = [("_at", mine.at)] if mine.at else []
    tree = walk.stand.tree
    return see_other(_paths(made.code).tree(walk.locale, tree.id, [*pairs(mine, tree), *again]))


def latest(code: str) -> Response:
    """Lead to where the two stand now."""
    return _side(code).latest()


def state(code: str) -> Response:
    """Tell the script of the customer's page whether support has answered."""
    return _side(code).state()


def show(code: str, locale: str, tree_id: str) -> Response:
    """Show where the walk of the address stands, and who looks along."""
    return _side(code).show(locale, tree_id)


def answer(code: str, locale: str, tree_id: str) -> Response:
    """Take the customer's answer, which support sees then."""
    return _side(code).answer(locale, tree_id)


def end(code: str) -> Response:
    """End it: support sees nothing more. The customer goes on alone at the same step."""
    found = services()
    if _find(code, posted_walk().id) is not None:
        company(found).end(read(code) or "")
    walk = leaving()  # the page may be gone since; it has ended all the same
    alone, tree = replace(walk.stand.walk, channel=None), walk.stand.tree
    return see_other(addresses.tree(walk.locale, tree.id, pairs(alone, tree)))


def _paths(code: str) -> CoPaths:
    return CoPaths(addresses.together(code))


def _side(code: str) -> Side:
    def tell(scene: Scene, one: CoWalk) -> Told:
        return customers(scene, one, read(code) or "", _name(one))

    return Side(
        found=services(),
        audience=AUDIENCE,
        paths=_paths(read(code) or code),
        find=lambda walk: _find(code, walk),
        tell=tell,
        gone=_gone,
    )


def _find(code: str, walk: str | None) -> CoWalk | None:
    found, read_as = services(), read(code)
    return company(found).of_customer(read_as, walk, found.clock()) if read_as else None


def _name(one: CoWalk) -> str:
    member = services().store.staff.member(one.staff) if one.staff is not None else None
    return member.name if member else ""


def _gone() -> Response:
    """Say that the customer is alone again, with the way on from what the address or the form knows."""
    found, given = services(), request.view_args or {}
    asked = given.get("locale") or request.args.get("locale", "")
    locale = known_locale(asked) if asked else best_locale()
    tree = found.library.customers.get(given.get("tree_id", ""))
    scene = None
    if tree is not None:
        walk = posted_walk() if request.method == "POST" else asked_walk()
        scene = Scene(found, standing(found, tree, walk), locale, walk.id or found.new_id())
    return page("together_gone.html", gone_page(found, locale, scene), 410)
