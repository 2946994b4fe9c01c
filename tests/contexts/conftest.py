"""Products with keys, and the facts that trees declare."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contexts.signing import ENVIRONMENT, FILE
from wizard.contexts.products import Products, products_of
from wizard.library import load
from wizard.model.fact import Fact


@pytest.fixture
def products(tmp_path: Path) -> Products:
    """A lamp with a key of this year and one that is good for some weeks yet."""
    file = tmp_path / "products.toml"
    file.write_text(FILE)
    return products_of(file, "", ENVIRONMENT)


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Fact]:
    """A listed fact, a number within bounds, a version."""
    folder = tmp_path_factory.mktemp("facts")
    (folder / "_facts.yaml").write_text(
        "format: 1\nwindows: {about: Windows, values: {win10: Ten, win11: Eleven}}\n"
        "disk-free: {about: Room, type: number, min: 0, max: 5000}\nbuild: {about: Build, type: version}\n"
        "edition: {about: Edition, type: text, pattern: '.+'}\n"
    )
    return dict(load(folder).library.facts)
