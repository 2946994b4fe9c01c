"""A store in a file, for the tests of deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.delivery.desk import Clock
from wizard.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{(tmp_path / 'wizard.db').as_posix()}") as opened:
        opened.upgrade()
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()
