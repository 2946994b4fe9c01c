"""The engine in JavaScript stands where the engine stands, and the exported file leads there by clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.conformance.clicked import clicked
from tests.conformance.player import Player
from tests.conformance.reported import disagreements
from tests.conformance.test_agreement import FOLDERS, SEED, small
from tests.conformance.vectors import paths
from wizard.export.page import Wanted, page


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_player_agrees(browser: Browser, folder: str) -> None:
    part = small(folder)
    tab = browser.new_page()
    found = Player(tab, part.library).stood(part.vectors)
    tab.close()
    assert [*map(str, disagreements("player", part.vectors, found))] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_clicks_through_the_exported_file_lead_there(visit: Any, tmp_path: Path, folder: str) -> None:
    library = small(folder).library
    file = tmp_path / "help.html"
    file.write_text(page(library, Wanted(locales=library.locales)), "utf-8")
    walked = [
        path
        for name, tree in library.customers.items()
        if not tree.draft
        for path in paths(library.customers, name, 1, SEED)
    ]
    tab = visit("about:blank", offline=True)
    assert [*map(str, clicked(tab, file.as_uri(), library, walked))] == []
