"""The watched folder of the application that answers the present request."""

from __future__ import annotations

from typing import Final

from flask import Flask, current_app

from wizard.watching import Reading, Watch

_KEY: Final = "wizard.watched"


def put(app: Flask, watch: Watch) -> None:
    """Let `app` know its watched folder."""
    app.extensions[_KEY] = watch


def reading() -> Reading:
    """Return the folder as it was read last."""
    watch: Watch = current_app.extensions[_KEY]
    return watch.reading
