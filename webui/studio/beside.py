"""Beside a customer's page: the problems of the files it is made of, and the script that shows each save.

It is put into the finished page, so that nothing of the customers' pages knows of it.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

from webui.answering import best_locale
from webui.services import Services, services
from webui.studio import addresses
from webui.studio.around import counted, notes
from webui.studio.problems import files_of, shared_files, shown
from webui.studio.watched import reading
from webui.views.studio import Beside
from wizard.names import is_id
from wizard.problem import Level
from wizard.watching import Reading

_HEAD_ENDS: Final = b"</head>"
_BODY_ENDS: Final = b"</body>"


def install(app: Flask) -> None:
    """Put it beside every page of `app`."""
    app.before_request(_always_whole)
    app.after_request(_with_problems)


def _always_whole() -> None:
    """Send no page as unchanged: what stands beside it may have changed."""
    request.environ.pop("HTTP_IF_NONE_MATCH", None)


def _with_problems(answer: Response) -> Response:
    is_studio = request.path.startswith(addresses.ROOT)
    if answer.mimetype != "text/html" or is_studio or _BODY_ENDS not in answer.get_data():
        return answer
    found, locale = services(), best_locale()
    view = _beside(found, reading(), locale, (request.view_args or {}).get("tree_id"))
    head, aside = (
        found.templates.render(f"studio/{name}.html", locale, view).encode() for name in ("head", "beside")
    )
    answer.set_data(_before(_before(answer.get_data(), _HEAD_ENDS, head), _BODY_ENDS, aside))
    answer.headers.pop("ETag", None)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _before(content: bytes, end: bytes, more: bytes) -> bytes:
    start, found, rest = content.rpartition(end)
    return start + more + found + rest


def _beside(found: Services, now: Reading, locale: str, tree_id: str | None) -> Beside:
    words = found.words[locale]
    tree_id = tree_id if tree_id and is_id(tree_id) else None
    of_tree = files_of(now, tree_id) if tree_id else frozenset()
    here = of_tree | shared_files(now)
    problems = [problem for problem in now.problems if problem.path in here]
    others = len(now.problems) - len(problems)
    is_there = tree_id in now.library.trees or tree_id in now.loaded.broken
    return Beside(
        locale=locale,
        direction=words.direction,
        static=found.static.prefix,
        reading=now.id,
        state=counted(found, locale, len(problems)),
        notes=tuple(notes(found, now, locale, tree_id)) if tree_id else (),
        problems=shown(now, problems, locale),
        errors=sum(problem.level is Level.ERROR for problem in problems),
        tree_url=addresses.tree(locale, tree_id) if tree_id and is_there else None,
        studio_url=addresses.trees(locale),
        others=words.plural("%(num)s problem in other files", "%(num)s problems in other files", others)
        if others
        else None,
    )
