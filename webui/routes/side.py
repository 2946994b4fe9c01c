"""One of the two who walk together: what their page shows, and how an answer of theirs becomes the latest of both.

An answer is added to the latest that both know, so that nobody's is lost; of two to one step the later counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import parse_qsl

from flask import Response, abort, jsonify, request

from webui import addresses
from webui.answering import asked_walk, known_locale, known_tree, page, posted_walk, see_other
from webui.elsewhere import standing
from webui.present.scene import Paths, Scene, named
from webui.present.together import BOTH, OTHER, TURN, VERSION, Told, seen, walked_page
from webui.recording import record
from webui.routes.answer import has_changed, typed_into
from webui.services import Services
from webui.trusted import trusted
from wizard import limits
from wizard.codes.shared import shared_query
from wizard.codes.together import Company
from wizard.engine.carry import Dropped, Why
from wizard.journey import Stand
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.query import Pair, Walk, pairs, walk_from
from wizard.store import CoWalk

CHANNEL: Final = "together"
_TRIES: Final = 10


def company(found: Services) -> Company:
    """Return where walks together are kept."""
    return Company(found.store, found.settings.secret_key)


@dataclass(frozen=True, slots=True)
class CoPaths:
    """Where the pages of a walk together are, under `root`; the request form stands where it always does."""

    root: str
    ticket: Callable[..., str] = field(default=addresses.ticket)

    def tree(self, locale: str, tree_id: str, pairs: Iterable[Pair] = ()) -> str:
        """Return the address of the walk in a tree."""
        address = addresses.tree(locale, tree_id, pairs)
        return f"{self.root}{address}"


@dataclass(frozen=True, slots=True)
class Side:
    """Who asks: `find` reads the walk as they may see it, `tell` what they are told, `gone` says that it has ended.

    `shows_id`: the id of the walk, by which the customer proves themselves, stands in their addresses and forms.
    """

    found: Services
    audience: str
    paths: Paths
    find: Callable[[str | None], CoWalk | None]
    tell: Callable[[Scene, CoWalk], Told]
    gone: Callable[[], Response]
    shows_id: bool = True

    def show(self, locale: str, tree_id: str) -> Response:
        """Show where the walk of the address stands."""
        known_locale(locale)
        tree = known_tree(tree_id)
        asked = asked_walk()
        one = self.find(asked.id)
        if one is None:
            return self.gone()
        at = standing(self.found, tree, self._mine(asked, one))
        if at.jumped and not named(at):
            return Response(status=302, headers={"Location": self._address(locale, at.tree, at.walk)})
        return self._page(one, at, locale)

    def answer(self, locale: str, tree_id: str) -> Response:
        """Take an answer: it is the latest of both from now on."""
        known_locale(locale)
        tree = known_tree(tree_id)
        posted = posted_walk()
        for _ in range(_TRIES):
            one = self.find(posted.id)
            if one is None:
                return self.gone()
            answered = self._answered(one, locale, tree, replace(self._mine(posted, one), at=None))
            if answered is not None:
                return answered
        return self.latest(OTHER)

    def latest(self, turn: str = "") -> Response:
        """Lead to the latest that both know."""
        walk = posted_walk() if request.method == "POST" else asked_walk()
        one = self.find(walk.id)
        return self.gone() if one is None else see_other(self._latest(one, walk, turn))

    def state(self) -> Response:
        """Tell the script of a page whether the other one has answered, and where that leads."""
        walk = asked_walk()
        one = self.find(walk.id)
        if one is None:
            return Response(status=410)
        moved = request.args.get(VERSION) != str(one.version)
        told = jsonify(moved=moved, address=self._latest(one, walk, OTHER))
        told.headers["Cache-Control"] = "private, no-cache"
        told.set_etag(seen(one))
        told.make_conditional(request)
        return told

    def _mine(self, walk: Walk, one: CoWalk) -> Walk:
        return replace(walk, id=one.walk, channel=CHANNEL)

    def _answered(self, one: CoWalk, locale: str, tree: Tree, posted: Walk) -> Response | None:
        """Return what answers the form; None when the other one was faster: read all anew."""
        current = request.form.get(VERSION) == str(one.version)
        walk = posted if current else _kept(one, posted)
        if not current and one.tree != tree.id:
            return see_other(self._latest(one, posted, BOTH))
        step = tree.step(request.form.get("_step", ""))
        before = self.found.stands.here(tree.id, walk)
        if step is None:
            return self._page(one, self.found.stands.stand(tree.id, walk), locale, status=422)
        typed = typed_into(step)
        value = step.value(typed)
        if value is None:
            return self._page(one, before, locale, step=step, typed=typed, error=True, status=422)
        if has_changed(self.found, tree, walk, step, value):
            gone = Dropped(step.id, value, Why.CHANGED)
            at = replace(before, dropped=(*before.dropped, gone))
            return self._page(one, at, locale, step=step, status=422)
        return self._taken(one, before, step, value, locale, "" if current else BOTH)

    def _taken(
        self, one: CoWalk, before: Stand, step: Step, value: str, locale: str, turn: str
    ) -> Response | None:
        walk = replace(before.walk, known=before.walk.known.answer(step.id, value))
        after = self.found.stands.stand(before.tree.id, walk)
        target = self._address(locale, before.tree, walk, turn)
        if len(target.partition("?")[2]) > limits.QUERY_BYTES:
            abort(414)
        query = shared_query(after.walk, after.tree)
        kept = company(self.found).go_on(one, tree=after.tree.id, query=query, now=self.found.clock())
        if not kept:
            return None
        record(self.found, before, after, step, value, locale, by=(self.audience, CHANNEL))
        return see_other(target)

    def _page(
        self,
        one: CoWalk,
        at: Stand,
        locale: str,
        *,
        step: Step | None = None,
        typed: str | None = None,
        error: bool = False,
        status: int = 200,
    ) -> Response:
        swapped = request.headers.get("HX-Request") == "true"
        mine = replace(at, walk=self._shown(at.walk))
        scene = Scene(
            self.found, mine, locale, mine.walk.id or self.found.new_id(), swapped, paths=self.paths
        )
        told, turn = self.tell(scene, one), request.args.get(TURN, "")
        template, view = walked_page(scene, one, told, turn, step=step, typed=typed, error=error)
        answered = page(template, view, status)
        if status != 200:
            answered.headers["HX-Push-Url"] = "false"
        return answered

    def _latest(self, one: CoWalk, mine: Walk, turn: str) -> str:
        """Return where the latest stands, in the language of whoever asks."""
        asked = request.values.get("locale", "")
        locale = asked if asked in self.found.words else one.locale
        if one.tree not in self.found.library.customers:
            abort(410)
        tree = known_tree(one.tree)
        return self._address(locale, tree, _kept(one, self._mine(mine, one)), turn)

    def _address(self, locale: str, tree: Tree, walk: Walk, turn: str = "") -> str:
        extra = [(TURN, turn)] if turn else []
        return self.paths.tree(locale, tree.id, [*pairs(self._shown(walk), tree), *extra])

    def _shown(self, walk: Walk) -> Walk:
        return walk if self.shows_id else replace(walk, id=None)


def _kept(one: CoWalk, mine: Walk) -> Walk:
    """Return the walk at its latest answer, with what belongs to the visit of whoever asks."""
    latest = walk_from(parse_qsl(one.query, keep_blank_values=True))
    return trusted(replace(latest, id=mine.id, context=mine.context, channel=mine.channel, at=None))
