"""The studio: pages for those who write trees, there only while the folder of trees is watched."""

from __future__ import annotations

from flask import Flask, Response, request

from webui.headers import policy
from webui.studio import addresses, beside, here, routes, watched
from wizard.watching import Watch


def install(app: Flask, watch: Watch, *, exposed: bool = False) -> None:
    """Add the studio's routes to `app`, and beside every customers' page the problems of its files.

    Only this machine is answered, unless it is `exposed`.
    """
    if not exposed:
        here.install(app)
    watched.put(app, watch)
    routes.install(app)
    beside.install(app)
    app.after_request(_unframed)


def _unframed(answer: Response) -> Response:
    """Keep the studio out of frames, whatever sites may show customers' pages in theirs."""
    if request.path.startswith(addresses.ROOT):
        answer.headers.setdefault("Content-Security-Policy", policy(()))
    return answer
