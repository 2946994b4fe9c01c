"""What every answer carries: safety headers, compression, and how long it may be kept."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from flask import Flask, Response, request

_ZIPPED: Final = frozenset({"text/html", "application/json"})
_SMALL: Final = 600
_LEVEL: Final = 3
_GZIP: Final = 16 + zlib.MAX_WBITS


def policy(frame_ancestors: Iterable[str]) -> str:
    """Return the Content-Security-Policy: nothing from elsewhere, no inline script or style."""
    ancestors = " ".join(frame_ancestors) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    )


def install(app: Flask, frame_ancestors: Iterable[str]) -> None:
    """Add the headers to every answer of `app`."""
    fixed = {
        "Content-Security-Policy": policy(frame_ancestors),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    def finish(answer: Response) -> Response:
        headers = answer.headers
        for name, value in fixed.items():
            headers.setdefault(name, value)
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        if answer.mimetype in _ZIPPED:
            _zip(answer)
        return answer

    app.after_request(finish)


def with_etag(answer: Response) -> Response:
    """Return `answer` as one that a browser keeps but asks about each time; 304 when it has it already."""
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(blake2b(answer.get_data(), digest_size=12).hexdigest(), weak=True)
    answer.make_conditional(request)
    return answer


def takes_gzip() -> bool:
    """Tell whether the browser wants what is sent to be gzipped."""
    wanted = request.headers.get("Accept-Encoding", "")
    return "gzip" in wanted and (";" not in wanted or request.accept_encodings.quality("gzip") > 0)


def _zip(answer: Response) -> None:
    before = answer.headers.get("Vary")
    answer.headers["Vary"] = f"{before}, Accept-Encoding" if before else "Accept-Encoding"
    if answer.status_code == 304 or not takes_gzip():
        return
    content = answer.get_data()
    if len(content) < _SMALL:
        return
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    answer.set_data(packer.compress(content) + packer.flush())
    answer.headers["Content-Encoding"] = "gzip"
