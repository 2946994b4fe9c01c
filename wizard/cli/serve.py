"""`wizard serve`: the web pages, on the embedded server. Any other WSGI server does as well: `app:create_app()`."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces

from wizard.cli.context import Setting
from wizard.errors import NoTreesFolder
from wizard.garbage import settle
from wizard.settings import Settings
from wizard.store import open_store

WEB = "rahgosha.web"


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="How many processes."
)
@click.pass_obj
def serve(setting: Setting, host: str, port: int, workers: int) -> None:
    """Serve the pages. Makes or upgrades the database first.

    Example: wizard --trees my-trees serve --port 8080
    """
    if not setting.folder.is_dir():  # told at once, before a server starts
        raise NoTreesFolder(path=setting.folder)
    os.environ["WIZARD_TREES"] = str(setting.folder)
    settings = Settings.from_environment()
    with open_store(settings.database_url) as store:
        store.upgrade()
    click.echo(f"Serving {setting.folder} on http://{host}:{port}/  (Ctrl+C ends it)")
    server = Granian(
        WEB,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        log_access=False,
        respawn_failed_workers=True,
        backpressure=256,
        workers_kill_timeout=3,  # a worker told to stop while it starts would be waited for without end
    )
    server.serve(target_loader=load_application, wrap_loader=False)


def load_application(*_: Any) -> Callable[..., Any]:
    """Return the application that the installation names as its web: called in each worker."""
    (found,) = entry_points(group=WEB, name="wsgi")
    application: Callable[..., Any] = found.load()()
    settle()
    return application
