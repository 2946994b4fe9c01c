"""A real browser before the real server. Without a browser these tests skip; where CI=true they fail."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
SECONDS_TO_START = 60
PATIENCE = 15_000  # milliseconds until something that a page does by and by counts as not done

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def executable(playwright: Playwright) -> str | None:
    """The browser to drive: the one named, the system's, or Playwright's own."""
    named = os.environ.get("E2E_CHROMIUM")
    found = named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    own = playwright.chromium.executable_path
    return found or (own if Path(own).exists() else None)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = executable(playwright)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no browser to test with")
        pytest.skip("no browser to test with")
    started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the shipped trees."""
    with serving(ROOT / "trees", tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the small trees that show each construct."""
    with serving(ROOT / "tests" / "trees" / "good", tmp_path_factory.mktemp("samples")) as address:
        yield address


@contextmanager
def serving(trees: Path, folder: Path, *options: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "log").open("w")
    command = [str(Path(sys.executable).with_name("wizard")), "serve", "--port", str(port)]
    command += options or ("--workers", "1")
    settings = {"WIZARD_TREES": str(trees), "WIZARD_DATA": str(folder), "DATABASE_URL": ""}
    server = subprocess.Popen(command, cwd=folder, env=os.environ | settings, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + SECONDS_TO_START
        while not answers(address + "/healthz"):
            assert server.poll() is None and time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def visit(browser: Browser) -> Iterator["Visits"]:
    visits = Visits(browser)
    yield visits
    visits.close()


class Visits:
    """Opens pages in fresh contexts, and closes them at the end."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []

    def __call__(self, address: str, *, script: bool = True, width: int = 1280, **more: Any) -> Page:
        context = self.browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 900}, **more
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
