"""The application over the small trees and the shipped ones, asked in JSON."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from webui.api.rates import Rates
from webui.api.serving import RATES
from webui.services import KEY, Services
from wizard import api_keys
from wizard.api_keys import Scope
from wizard.settings import Settings
from wizard.store import Store

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "trees" / "good"
SHIPPED = ROOT / "trees"
ORIGIN = "https://shop.example.org"
NUMBERS = itertools.count(1)


class Api:
    """A running application, and hands to ask it with."""

    def __init__(self, app: Flask) -> None:
        ids = itertools.count(1)
        self.app = app
        self.now = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
        self.replace(clock=lambda: self.now, new_id=lambda: f"fresh-id-{next(ids):013}")
        self.client = app.test_client()

    @property
    def services(self) -> Services:
        found: Services = self.app.extensions[KEY]
        return found

    @property
    def store(self) -> Store:
        return self.services.store

    def replace(self, **changes: Any) -> None:
        self.app.extensions[KEY] = replace(self.app.extensions[KEY], **changes)

    def get(self, address: str, **more: Any) -> Any:
        return self.client.get(f"/api/v1{address}", **more)

    def post(self, address: str, body: Any, **more: Any) -> Any:
        """Send a body: bytes as they are, all else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(f"/api/v1{address}", data=data, **{"content_type": "application/json"} | more)

    def answer(self, tree: str, step: str, value: Any, **known: Any) -> Any:
        return self.post(f"/trees/{tree}/answers", {"step": step, "value": value, **known})

    def file(self, body: dict[str, Any], key: str = "", **headers: str) -> Any:
        """File a request under a key of its own, or under that one."""
        key = key or f"a-key-of-its-own-{next(NUMBERS):06}"
        return self.post("/tickets", body, headers={"Idempotency-Key": key, **headers})

    def key(self, *scopes: Scope) -> dict[str, str]:
        """Make a key; returns the header that carries it."""
        number = next(NUMBERS)
        made = api_keys.add(
            self.store,
            f"program {number}",
            scopes,
            by="a test",
            now=self.now,
            new_secret=lambda: f"secret-{number:036}",
        )
        return {"Authorization": f"Bearer {made}"}


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Api]:
    """Starts an application over a folder of trees, with a database of its own."""

    def started(trees: Path, **settings: Any) -> Api:
        file = tmp_path_factory.mktemp("data") / "wizard.db"
        given = {"api_origins": (ORIGIN,), **settings}
        return Api(create_app(Settings(trees, f"sqlite:///{file}", b"k" * 32, **given)))

    return started


@pytest.fixture(scope="session")
def _samples(start: Callable[..., Api]) -> Api:
    return start(SAMPLES)


@pytest.fixture(scope="session")
def _shipped(start: Callable[..., Api]) -> Api:
    return start(SHIPPED)


@pytest.fixture
def samples(_samples: Api) -> Iterator[Api]:
    """The API over tests/trees/good, on a day of its own."""
    yield from _on_a_new_day(_samples)


@pytest.fixture
def shipped(_shipped: Api) -> Iterator[Api]:
    """The API over the shipped trees, in three languages."""
    yield from _on_a_new_day(_shipped)


def _on_a_new_day(api: Api) -> Iterator[Api]:
    kept = api.app.extensions[KEY]
    api.now += timedelta(days=1)
    api.app.extensions[RATES] = Rates()
    yield api
    api.app.extensions[KEY] = kept


def problem(answer: TestResponse) -> str:
    """The kind of a problem; fails when the answer is none, or says more than it may."""
    assert answer.content_type == "application/problem+json", answer.text
    told = json.loads(answer.text)
    assert told["status"] == answer.status_code
    assert (
        {"type", "title", "status", "detail"}
        <= told.keys()
        <= {"type", "title", "status", "detail", "errors"}
    )
    assert not any(word in answer.text for word in ("Traceback", "sqlite", "sqlalchemy", ".py"))
    kind: str = told["type"].removeprefix("/api/v1/#problem-")
    return kind
