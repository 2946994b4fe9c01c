"""A walk on its way to another device, or to two people: what the form on its page says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import abort, request

from webui.answering import known_locale, known_tree, posted_walk
from webui.present.scene import LOCALE, TREE
from webui.services import Services, services
from wizard import limits
from wizard.codes.shared import shared_query
from wizard.journey import Stand
from wizard.model.tree import Tree
from wizard.query import Walk

# Room that an address needs for the names of the visit.
_VISIT: Final = 200


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where a walk stands that somebody takes elsewhere, in the language of the page. It has an id."""

    stand: Stand
    locale: str

    @property
    def id(self) -> str:
        """The id of the walk."""
        assert self.stand.walk.id is not None
        return self.stand.walk.id

    @property
    def query(self) -> str:
        """What is known, as it may be given to others; a walk too long for an address is refused."""
        query = shared_query(self.stand.walk, self.stand.tree, self.stand.walk.at)
        if len(query) > limits.QUERY_BYTES - _VISIT:
            abort(414)
        return query


def leaving() -> Leaving:
    """Return the walk of the form that was sent. Without a tree and a language of ours the page is not there."""
    found = services()
    locale = known_locale(request.form.get(LOCALE, ""))
    tree, walk = known_tree(request.form.get(TREE, "")), posted_walk()
    return Leaving(standing(found, tree, replace(walk, id=walk.id or found.new_id())), locale)


def standing(found: Services, tree: Tree, walk: Walk) -> Stand:
    """Return where a walk stands, jumps followed; with a step of this very tree to show again, here."""
    at = found.stands.stand(tree.id, walk)
    return found.stands.here(tree.id, walk) if at.jumped and walk.at in tree.index else at
