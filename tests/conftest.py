"""What several folders of tests share: the installed wheel, built once; an environment that stays as it was."""

import os
from collections.abc import Iterator

import pytest

from tests.installed import Installation, installed


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel of this checkout in an environment of its own."""
    return installed(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(autouse=True)
def environment_stays() -> Iterator[None]:
    """What a command sets for the processes it starts must not reach the next test."""
    before = dict(os.environ)
    yield
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)
