"""The web application over the small trees and the shipped ones: a real store, a clock that stands."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from tests.webui.pages import Form, Page
from webui.services import KEY, Services
from wizard.contexts.keeping import id_hash
from wizard.settings import Settings
from wizard.store import Context, Event, Store

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "trees" / "good"
SHIPPED = ROOT / "trees"
HTMX = {"HX-Request": "true"}
DAYS = itertools.count()


class Site:
    """A running application, and hands to use it with."""

    def __init__(self, app: Flask) -> None:
        numbers = itertools.count(1)
        self.app = app
        self.now = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
        found: Services = app.extensions[KEY]
        self.replace(clock=lambda: self.now, new_id=lambda: f"fresh-id-{next(numbers):013}")
        self.store: Store = found.store
        self.client = app.test_client()

    def replace(self, **changes: Any) -> None:
        """Put other services into the application."""
        self.app.extensions[KEY] = replace(self.app.extensions[KEY], **changes)

    def get(self, address: str, **more: Any) -> Page:
        return Page(self.client.get(address, **more))

    def post(self, address: str, data: Any = None, **more: Any) -> Page:
        return Page(self.client.post(address, data=data, **more))

    def answer(self, page: Page, value: str | list[str], **more: Any) -> Page:
        """Send the step's form of `page` with that answer, as a browser would."""
        return self.send(page.form, {"answer": value}, **more)

    def send(self, form: Form, given: dict[str, Any], **more: Any) -> Page:
        """Send `form` with what it shows and holds, changed by `given`."""
        fields: dict[str, list[Any]] = {}
        submitted = [(name, value) for name, value in form.checked if name != "answer"]
        for name, value in (*form.hidden, *form.boxes.items(), *form.lists.items(), *submitted):
            fields.setdefault(name, []).append(value)
        for name, value in given.items():
            fields[name] = value if isinstance(value, list) else [value]
        return self.post(form.action, {name: values for name, values in fields.items() if values}, **more)

    def follow(self, page: Page, **more: Any) -> Page:
        """Go where a redirect leads."""
        assert page.status in (302, 303), page.text
        return self.get(page.headers["Location"], **more)

    def walk(self, address: str, *answers: str) -> Page:
        """Open `address` and give these answers, one page after the other."""
        page = self.get(address)
        for value in answers:
            page = self.follow(self.answer(page, value))
        return page

    def vouched(self, made: str, **facts: str) -> str:
        """Keep what a product vouched for, and return it as an address names it: `_c=…`."""
        at, expires = self.now, self.now + timedelta(days=1)
        kept = Context(
            id_hash=id_hash(made),
            product="lamp",
            nonce=made,
            at=at,
            expires=expires,
            facts=facts,
            identity={},
        )
        self.store.contexts.keep(kept)
        return f"_c={made}"

    def events(self, walk: str) -> list[Event]:
        return self.store.events_of(walk)

    def ticket(self, address: str, **given: Any) -> Page:
        """Open the request form of a walk's address and send it; returns what the sending answered."""
        page = self.get(address)
        page = self.follow(page) if page.status == 302 else page
        self.now += timedelta(seconds=10)  # nobody fills in a form in no time
        return self.send(page.form, {"email": "reader@example.org", "description": "Words of mine", **given})


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """Starts an application over a folder of trees, with a database of its own unless one is named."""

    def started(trees: Path, database: Path | None = None, **settings: Any) -> Site:
        file = database or tmp_path_factory.mktemp("data") / "wizard.db"
        return Site(create_app(Settings(trees, f"sqlite:///{file}", b"k" * 32, **settings)))

    return started


@pytest.fixture(scope="session")
def _samples(start: Callable[..., Site]) -> Site:
    return start(SAMPLES)


@pytest.fixture(scope="session")
def _shipped(start: Callable[..., Site]) -> Site:
    return start(SHIPPED)


@pytest.fixture
def samples(_samples: Site) -> Iterator[Site]:
    """The site over tests/trees/good, on a day of its own: no test's sendings count in another's hour."""
    yield from _on_a_new_day(_samples)


@pytest.fixture
def shipped(_shipped: Site) -> Iterator[Site]:
    """The site over the shipped trees, in three languages."""
    yield from _on_a_new_day(_shipped)


def _on_a_new_day(site: Site) -> Iterator[Site]:
    kept = site.app.extensions[KEY]
    site.now = datetime(2026, 3, 21, 8, 30, tzinfo=UTC) + timedelta(days=next(DAYS))
    yield site
    site.app.extensions[KEY] = kept
