"""`wizard serve`: the web pages, on the embedded server. Any other WSGI server does as well: `app:create_app()`."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import entry_points
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
from click.core import ParameterSource
from granian import Granian
from granian.constants import Interfaces

from wizard.cli.beside import delivering_beside
from wizard.cli.context import Setting
from wizard.cli.noting import note_problems
from wizard.cli.shared import Loader, Shared, forking
from wizard.errors import NoTreesFolder, WizardError
from wizard.garbage import settle
from wizard.settings import Settings
from wizard.store import open_store
from wizard.watching import in_background

WEB: Final = "rahgosha.web"
STUDIO: Final = "/studio/"


class PortTaken(WizardError):
    """Another program listens at {host}:{port} already. End it (with Ctrl+C, in its window), or add --port {other}."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="How many processes."
)
@click.option(
    "--watch", is_flag=True, help="For writers: show each save at once, with drafts and all problems."
)
@click.option("--expose", is_flag=True, help="With --watch: let a --host be named that others can reach.")
@click.option(
    "--deliver/--no-deliver",
    default=True,
    help="Deliver requests to helpdesks too, or leave that to `wizard deliver`. Default: deliver.",
)
@click.pass_context
def serve(
    context: click.Context, host: str, port: int, workers: int, watch: bool, expose: bool, deliver: bool
) -> None:
    """Serve the pages, and deliver requests. Makes or upgrades the database first.

    With --watch the pages follow what is written in the folder of trees, and /studio/ shows it all. What is tried
    there is kept in a database of its own that is gone when the server ends.

    Example: wizard --trees my-trees serve --watch
    """
    setting: Setting = context.obj
    if not setting.folder.is_dir():  # told at once, before a server starts
        raise NoTreesFolder(path=setting.folder)
    _ensure_free(host, port)
    os.environ["WIZARD_TREES"] = str(setting.folder)
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")  # glibc: one heap for a worker that is no fork, not many
    if not watch:
        if expose:
            raise click.UsageError("--expose goes with --watch.")
        note_problems(setting.folder)
        _serve(setting, host, port, workers, deliver=deliver)
        return
    if context.get_parameter_source("workers") is not ParameterSource.DEFAULT:
        raise click.UsageError("--watch serves from one process: leave --workers out.")
    if not expose and not _is_here(host):
        raise click.UsageError(
            f"--watch shows drafts and problems, and {host} may be reached by others. "
            "Leave --host out, or add --expose if they may see all that."
        )
    with TemporaryDirectory(prefix="wizard-", ignore_cleanup_errors=True) as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{(Path(folder) / 'watch.db').as_posix()}"
        click.echo(f"Watching {setting.folder}: http://{host}:{port}{STUDIO}")
        _serve(setting, host, port, 1, exposed_application if expose else watching_application)


def _is_here(host: str) -> bool:
    """Tell whether a host can be reached from this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _ensure_free(host: str, port: int) -> None:
    """Raise PortTaken when somebody listens there: the system would share the port out, a request here, one there."""
    for family, kind, protocol, _, address in _addresses(host, port):
        with socket.socket(family, kind, protocol) as tried:
            if sys.platform != "win32":  # there it means that the port may be shared
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(address)
            except PermissionError:
                return  # the server says it better
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise PortTaken(host=host, port=port, other=port + 1) from None


def _addresses(host: str, port: int) -> list[Any]:
    try:
        return list(socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM))
    except OSError:  # no such host: the server says it
        return []


def _serve(
    setting: Setting,
    host: str,
    port: int,
    workers: int,
    loader: Loader | None = None,
    *,
    deliver: bool = False,
) -> None:
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
    loader = loader or _for_customers(server)
    with _delivering(setting, settings, deliver=deliver):
        server.serve(target_loader=loader, wrap_loader=False)


def _for_customers(server: Any) -> Loader:
    """Return what gives the workers of `server` the application; one made here already where they can share it."""
    if not forking():
        return load_application
    shared = Shared(load_application)
    server.on_reload(shared.again)  # SIGHUP
    return shared


def _delivering(setting: Setting, settings: Settings, *, deliver: bool) -> AbstractContextManager[None]:
    """Return what keeps a worker beside the server, when there is a helpdesk to deliver to. Raises BadSetting."""
    if not deliver or settings.helpdesks is None:
        return nullcontext()
    from wizard.delivery.settings import helpdesks_of

    helpdesks_of(settings.helpdesks)  # what is wrong there is told before the server starts, and once
    return delivering_beside(setting.folder)


def load_application(*_: Any) -> Callable[..., Any]:
    """Return the application that the installation names as its web: called in each worker."""
    return _loaded()


def watching_application(*_: Any) -> Callable[..., Any]:
    """Return the same application for writers: it follows what is saved, and answers this machine only."""
    return _loaded(watch=in_background)


def exposed_application(*_: Any) -> Callable[..., Any]:
    """Return the application for writers, answering under every name."""
    return _loaded(watch=in_background, exposed=True)


def _loaded(**more: Any) -> Callable[..., Any]:
    application: Callable[..., Any] = _web()(**more)
    settle()
    return application


def _web() -> Any:
    """Return what makes the application; imports all of it."""
    (found,) = entry_points(group=WEB, name="wsgi")
    return found.load()
