"""The composition root of the web: settings in, application out. Everything else takes what it needs as arguments."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

import webui
from webui import addresses
from webui.application import application
from webui.lists import Lists
from webui.pages import Pages
from webui.services import KEY, Services
from webui.static_files import static_files
from webui.templating import Templates
from webui.texts import words
from wizard.contexts.keeping import Contexts
from wizard.contexts.products import products_of
from wizard.delivery.orders import reach
from wizard.journey import Since
from wizard.library import Library, load
from wizard.publishing import Revisions, publish
from wizard.rendering import Renderer
from wizard.search.index import build
from wizard.settings import Settings
from wizard.stands import Stands
from wizard.store import Store, open_store

if TYPE_CHECKING:
    from wizard.watching import Reading, Repeat

_log = logging.getLogger("wizard")


def create_app(
    settings: Settings | None = None, *, watch: Repeat | None = None, exposed: bool = False
) -> Flask:
    """Return the web application; without settings, those of the environment.

    Raises NoTreesFolder, BadSetting and StoreError, each with its remedy. A broken tree stops nothing: what is wrong
    goes to the log, and its last good revision is served. With `watch`, which is given what has to be done again and
    again, it is for writers: drafts and the studio are shown, and what is saved is shown at once. That answers under
    the names of this machine only, unless it is `exposed`.
    """
    settings = settings or Settings.from_environment()
    with open_store(settings.database_url) as store:
        store.upgrade()
    return _serving(settings) if watch is None else _watching(settings, watch, exposed)


def _serving(settings: Settings) -> Flask:
    loaded = load(settings.trees)
    with open_store(settings.database_url) as store:
        published = publish(loaded, store, datetime.now(UTC))
    for problem in loaded.problems:
        _log.warning(
            "%s:%s:%s: [%s] %s", problem.path, problem.line, problem.column, problem.rule, problem.message
        )
    for tree, served in published.earlier.items():
        _log.warning("%s is broken: revision %s of %s goes on being served", tree, served.revision, served.at)
    for sound in published.library.trees.values():
        sound.meaning.settle()
    store = open_store(settings.database_url)  # connects when first asked: a fork takes no connection along
    revisions = Revisions(published.shelf, store)
    return application(_services(settings, store, published.library, revisions, revisions.since))


def _watching(settings: Settings, watch: Repeat, exposed: bool) -> Flask:
    from webui import studio  # with the linter and the drawings: customers' workers need not carry them
    from wizard.watching import Watch

    store = open_store(settings.database_url)
    watched = Watch(settings.trees, settings.trees.resolve().name)
    revisions = Revisions(watched.reading.loaded.shelf, store)

    app = application(_services(settings, store, watched.reading.library, revisions, _unknown))
    studio.install(app, watched, exposed=exposed)

    def show(reading: Reading) -> None:
        library = reading.library
        languages = {locale: words(locale) for locale in library.locales}
        app.extensions[KEY] = replace(
            app.extensions[KEY],
            library=library,
            index=build(library),
            renderer=Renderer(library, addresses.tree),
            stands=Stands(library.customers, _unknown),
            words=languages,
            templates=Templates(languages.values()),
            pages=Pages(),
        )

    watched.tell = show
    watch(watched.look)
    return app


def _unknown(tree: str, revision: str) -> None:
    """Say of no revision what changed since, so that a writer's answers stay, whatever is written."""


def _services(
    settings: Settings, store: Store, library: Library, revisions: Revisions, since: Since
) -> Services:
    languages = {locale: words(locale) for locale in library.locales}
    return Services(
        settings=settings,
        library=library,
        index=build(library),
        lists=Lists(store),
        store=store,
        renderer=Renderer(library, addresses.tree),
        revisions=revisions,
        stands=Stands(library.customers, since),
        static=static_files(Path(webui.__file__).parent / "static"),
        words=languages,
        templates=Templates(languages.values()),
        pages=Pages(),
        clock=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_urlsafe(16),
        reach=reach(settings),
        contexts=Contexts(products_of(settings.products, settings.public_url), store),
    )
