"""What a request needs: library, store, renderer, words, clock and ids. Made once, in `app.create_app`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app

from webui.lists import Lists
from webui.pages import Pages
from webui.static_files import StaticFiles
from webui.templating import Templates
from webui.texts import Words
from webui.throttle import Throttle
from wizard.contexts.keeping import Contexts
from wizard.delivery.orders import Reach
from wizard.library import Library
from wizard.publishing import Revisions
from wizard.rendering import Renderer
from wizard.search.index import Index
from wizard.settings import Settings
from wizard.stands import Stands
from wizard.store import Store
from wizard.tickets import Office

KEY = "wizard"


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the routes use. `new_id` makes walk ids and form keys: 128 bits, URL-safe."""

    settings: Settings
    library: Library
    index: Index
    lists: Lists
    store: Store
    renderer: Renderer
    revisions: Revisions
    stands: Stands
    static: StaticFiles
    words: Mapping[str, Words]
    templates: Templates
    pages: Pages
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    reach: Reach
    contexts: Contexts
    throttle: Throttle = field(default_factory=Throttle)

    @property
    def office(self) -> Office:
        """Where requests are filed."""
        return Office(self.store, self.settings.secret_key, self.library, self.reach)


def services() -> Services:
    """Return the services of the application that answers the present request."""
    found: Services = current_app.extensions[KEY]
    return found
