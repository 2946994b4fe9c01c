"""The composition root of the web: settings in, application out. Everything else takes what it needs as arguments."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

import webui
from webui import addresses
from webui.application import application
from webui.lists import Lists
from webui.pages import Pages
from webui.services import Services
from webui.static_files import static_files
from webui.templating import Templates
from webui.texts import words
from wizard.library import load
from wizard.lint.lint import lint
from wizard.publishing import Revisions, publish
from wizard.rendering import Renderer
from wizard.search.index import build
from wizard.settings import Settings
from wizard.stands import Stands
from wizard.store import open_store

_log = logging.getLogger("wizard")


def create_app(settings: Settings | None = None) -> Flask:
    """Return the web application; without settings, those of the environment.

    Raises NoTreesFolder, BadSetting and StoreError, each with its remedy. A broken tree stops nothing: what is wrong
    goes to the log, and its last good revision is served.
    """
    settings = settings or Settings.from_environment()
    store = open_store(settings.database_url)
    store.upgrade()
    loaded = load(settings.trees)
    published = publish(loaded, store, datetime.now(UTC))
    for problem in lint(loaded):
        _log.warning(
            "%s:%s:%s: [%s] %s", problem.path, problem.line, problem.column, problem.rule, problem.message
        )
    for tree, served in published.earlier.items():
        _log.warning("%s is broken: revision %s of %s goes on being served", tree, served.revision, served.at)
    languages = {locale: words(locale) for locale in published.library.locales}
    revisions = Revisions(loaded.shelf, store)
    services = Services(
        settings=settings,
        library=published.library,
        index=build(published.library),
        lists=Lists(store),
        store=store,
        renderer=Renderer(published.library, addresses.tree),
        revisions=revisions,
        stands=Stands(published.library.customers, revisions.since),
        static=static_files(Path(webui.__file__).parent / "static"),
        words=languages,
        templates=Templates(languages.values()),
        pages=Pages(),
        clock=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_urlsafe(16),
    )
    return application(services)
