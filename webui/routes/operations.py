"""What is not a page: static files, pictures, and whether the process is well."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import Flask, Response, abort, send_from_directory

from webui.headers import takes_gzip
from webui.services import services
from wizard.store import StoreError

_FOR_EVER = "public, max-age=31536000, immutable"
_A_DAY = "public, max-age=86400"
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"})


def install(app: Flask) -> None:
    """Add the routes."""
    app.add_url_rule("/static/<version>/<path:name>", "static_file", static_file)
    app.add_url_rule("/media/<path:name>", "media", media)
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)


def static_file(version: str, name: str) -> Response:
    """Send a static file; its address changes with its content, so it is kept for ever."""
    static = services().static
    file = static.files.get(name)
    if file is None:
        abort(404)
    kept = _FOR_EVER if version == static.version else "no-cache"
    zipped = file.zipped is not None and takes_gzip()
    answer = Response(file.zipped if zipped else file.content, content_type=file.type)
    answer.headers["Cache-Control"] = kept
    answer.headers["Vary"] = "Accept-Encoding"
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def media(name: str) -> Response:
    """Send a picture of the trees' `_media` folder."""
    if PurePosixPath(name).suffix.lower() not in _PICTURES:
        abort(404)
    folder = (services().settings.trees / "_media").resolve()
    answer = send_from_directory(folder, name)
    answer.headers["Cache-Control"] = _A_DAY
    return answer


def healthz() -> Response:
    """Tell that the process answers."""
    return Response("ok\n", mimetype="text/plain")


def readyz() -> Response:
    """Tell whether the store answers too."""
    try:
        services().store.check()
    except StoreError:
        return Response("the store does not answer\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")
