"""The samples of docs/embedding.md do what the page says: compiled and run by what is there, their links followed."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from app import create_app
from tests.fences import DOCS, ROOT, blocks, page, spans
from tests.store.conftest import missing
from tests.webui.conftest import Site
from wizard import limits
from wizard.cli import main
from wizard.contexts.products import AUDIENCE, KEY_KEYS, PRODUCT_KEYS
from wizard.contexts.tokens import Why
from wizard.settings import Settings

SAMPLES = DOCS / "samples" / "embedding"
DRIVERS = ROOT / "tests" / "embedding"
SECRETS = {
    "READER_2026": "the-secret-of-the-reader-in-the-year-2026",
    "READER_2025": "the-secret-of-the-reader-in-the-year-2025",
}
IDENTITY = {"email": "sara@example.org", "name": 'Sara "the \\ reader" سارا'}
# How each sample is tried: the same words stand in the table of the page.
TRIED = {
    "help_link.py": "run",
    "HelpLink.cs": "run",
    "HelpForm.cs": "compiled",
    "HelpLink.pas": "run",
    "HelpKey.pas": "run",
    "helplink.h": "run",
    "helpkey.h": "run",
    "help-link.js": "run",
    "help-menu.js": "run",
    "help.url": "read",
    "chm/question-marks.htm": "read",
    "chm/help.hhp": "read",
    "page.html": "read",
    "products.toml": "run",
}
SITE = """\
format: 1
brand: {name: Support}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using}
products: {medicine-library: {name: Library}}
go: {F1-30: "digits?where=program", "1603": error-1603}
"""
FACTS = """\
format: 1
product: {about: Product, values: {medicine-library: Library}}
windows: {about: Windows, ask: Which Windows?, values: {win10: Ten, win11: Eleven}}
program-version: {about: Version, type: version}
"""
STEPS = (
    "steps:\n  where: {ask: Where?, options: {program: There, all: All}}\n  try: {fix: Try it, how: Do it.}\n"
)
TREES = {
    "question-marks": "title: Question marks\n"
    + STEPS.replace("steps:\n", "steps:\n  windows: {fact: windows}\n"),
    "digits": "title: Digits\n" + STEPS,
    "error-1603": "title: Error\n" + STEPS,
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with the products of the sample file, by the clock of this machine: so samples sign by it too."""
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "_site.yaml").write_text(SITE)
    (trees / "_facts.yaml").write_text(FACTS)
    for name, text in TREES.items():
        (trees / f"{name}.yaml").write_text(f"format: 1\nstage: use\n{text}")
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    database = f"sqlite:///{tmp_path / 'wizard.db'}"
    found = Site(create_app(Settings(trees, database, b"k" * 32, products=SAMPLES / "products.toml")))
    found.now = datetime.now(UTC)
    return found


def run(*command: str | Path, **environment: str) -> list[str]:
    """Return the lines that a program writes, in a time zone far from that of Greenwich."""
    given = {**os.environ, **SECRETS, "TZ": "Asia/Tehran", **environment}
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=given, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split()


def needed(*programs: str, package: str) -> None:
    lost = [one for one in programs if shutil.which(one) is None]
    if lost:
        missing(f"no {' and '.join(lost)} on this machine (Debian: apt install {package})")


def python(_: Path) -> list[str]:
    return run(sys.executable, "-X", "utf8", DRIVERS / "driver.py", SAMPLES)


def csharp(folder: Path) -> list[str]:
    needed("mcs", "mono", package="mono-mcs mono-runtime")
    program = folder / "driver.exe"
    run("mcs", "-warnaserror", f"-out:{program}", SAMPLES / "HelpLink.cs", DRIVERS / "Driver.cs")
    return run("mono", program)


def delphi(folder: Path) -> list[str]:
    needed("fpc", package="fp-compiler")
    stand_ins, program = DRIVERS / "delphi", folder / "driver"
    units = (f"-Fu{SAMPLES}", f"-Fu{stand_ins}", f"-FU{folder}", f"-o{program}")
    run("fpc", "-MDelphiUnicode", "-Cr", "-Co", *units, stand_ins / "Driver.dpr")
    return run(program)


def qt(folder: Path) -> list[str]:
    needed("g++", "qmake6", package="g++ qt6-base-dev")
    headers, tools = (
        run("qmake6", "-query", f"QT_{name}")[0] for name in ("INSTALL_HEADERS", "HOST_LIBEXECS")
    )
    modules = ("QtCore", "QtGui", "QtWidgets")
    include = [f"-I{place}" for place in (SAMPLES, folder, headers, *(f"{headers}/{one}" for one in modules))]
    libraries = [f"-l{one.replace('Qt', 'Qt6')}" for one in modules]
    source, program = DRIVERS / "driver.cpp", folder / "driver"
    run(f"{tools}/moc", source, "-o", folder / "driver.moc")
    run("g++", "-std=c++17", "-Wall", "-Wextra", "-fPIC", *include, source, "-o", program, *libraries)
    return run(program, QT_QPA_PLATFORM="offscreen")


def electron(_: Path) -> list[str]:
    needed("node", package="nodejs")
    return run("node", DRIVERS / "driver.js", SAMPLES)


@pytest.mark.parametrize("made", [python, csharp, delphi, qt, electron])
def test_the_links_of_a_sample_are_taken_by_the_server(
    site: Site, tmp_path: Path, made: Callable[[Path], Sequence[str]]
):
    plain, error, signed, other, help_key = made(tmp_path)[:5]

    led = come(site, plain)
    assert led.startswith("/fa/question-marks?")
    assert "windows~host=win11" in led and "program-version~host=4.12.1" in led

    assert come(site, error).partition("?")[0].endswith("/error-1603")
    assert come(site, help_key).startswith("/en/digits?where=program")

    for one in (signed, other):
        led = come(site, one)
        assert led.startswith("/fa/question-marks?") and "_c=" in led and "windows" not in led
        assert site.get(led).h1 == "Where?", "the verified Windows is not asked"
    told = site.store.contexts.of_person(lambda identity: identity == IDENTITY)
    assert [(one.product, one.facts) for one in told] == 2 * [
        ("reader", {"windows": "win11", "program-version": "4.12.1"})
    ]
    assert "_c=" not in come(site, signed), "a token opens once"


def come(site: Site, address: str) -> str:
    """Return where an address of the help site leads."""
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("https", "help.example.org")
    answer = site.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert answer.status == 302, answer.text
    led = answer.headers["Location"]
    assert "_go=" not in led, "it led to a guide, not to the search"
    assert site.get(led).status == 200
    return led


def test_the_error_of_an_electron_program_leads_to_its_guide(site: Site, tmp_path: Path):
    assert come(site, electron(tmp_path)[5]).startswith("/en/error-1603")


def test_the_form_of_windows_compiles(tmp_path: Path):
    needed("mcs", package="mono-mcs")
    forms = next(Path("/usr/lib/mono").glob("4.*/System.Windows.Forms.dll"), None)
    if forms is None:
        missing("no Windows Forms (Debian: apt install libmono-system-windows-forms4.0-cil)")
    library = tmp_path / "form.dll"
    parts = ("-r:System.Windows.Forms.dll", "-r:System.Drawing.dll", "-target:library", f"-out:{library}")
    run("mcs", "-warnaserror", *parts, SAMPLES / "HelpLink.cs", SAMPLES / "HelpForm.cs")
    assert library.stat().st_size > 0


def test_a_shortcut_of_windows_leads_to_its_guide(site: Site):
    text = (SAMPLES / "help.url").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") > 0, "Windows reads lines that end in its own way"
    shortcut = configparser.ConfigParser(interpolation=None)
    shortcut.read_string(text.decode("ascii"))
    led = come(site, shortcut["InternetShortcut"]["URL"])
    assert led.startswith("/fa/question-marks?product~host=medicine-library")


class Links(HTMLParser):
    """The addresses in a page, by tag, and its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.found if name == tag]


def test_a_topic_of_a_help_file_leads_to_its_guide(site: Site):
    topic = Links((SAMPLES / "chm" / "question-marks.htm").read_text("utf-8"))
    (link,) = topic.of("a")
    assert come(site, link["href"]).startswith("/en/question-marks?product~host=")
    assert link["target"] == "_blank", "the viewer of help files is no browser of today"


def test_the_project_of_a_help_file_names_the_topic(site: Site):
    project = configparser.ConfigParser(allow_no_value=True, interpolation=None, comment_prefixes=(";",))
    project.optionxform = str  # type: ignore[assignment,method-assign]
    project.read(SAMPLES / "chm" / "help.hhp")
    files = list(project["FILES"])
    assert [name for name in files if not (SAMPLES / "chm" / name).is_file()] == []
    assert set(project["ALIAS"].values()) | {project["OPTIONS"]["Default topic"]} <= set(files)
    defined = [line.split() for line in project["MAP"]]
    assert [word for word, *_ in defined] == ["#define"] * len(defined)
    assert {name for _, name, _ in defined} == set(project["ALIAS"])
    assert come(site, f"https://help.example.org/go/F1-{defined[0][2]}")


def test_the_page_of_a_product_shows_help_in_three_ways(site: Site):
    whole = Links((SAMPLES / "page.html").read_text("utf-8"))
    link, marked = whole.of("a")
    assert "windows~host=win11" in come(site, link["href"])
    assert "data-rahgosha" in marked and come(site, marked["href"]).startswith("/fa/error-1603")
    (frame,) = whole.of("iframe")
    led = come(site, frame["src"])
    assert led.startswith("/fa/question-marks?windows~host=win11") and frame["title"]
    (script,) = whole.of("script")
    assert urlsplit(script["src"]).path == "/embed.js" and "async" in script
    sent = site.get("/embed.js")
    assert sent.status == 200 and sent.headers["Content-Type"].startswith("text/javascript")
    assert script["data-tree"] in TREES and script["data-locale"] == "fa"


def test_the_command_of_the_page_writes_the_file_for_programs_without_a_network(tmp_path: Path, monkeypatch):
    (told,) = re.findall(r"^wizard (export .*)$", page("embedding.md"), re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(
        main, ["--trees", str(ROOT / "trees"), *shlex.split(told)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "help.html").stat().st_size > 10_000


def test_the_page_says_of_each_sample_how_it_is_tried():
    there = {one.relative_to(SAMPLES).as_posix() for one in SAMPLES.rglob("*") if one.is_file()}
    assert there == set(TRIED)
    text = page("embedding.md")
    for name, how in TRIED.items():
        rows = [
            line for line in text.splitlines() if line.startswith("| [`") and f"embedding/{name})" in line
        ]
        assert len(rows) == 1 and f"| {how}" in rows[0].lower(), name


def test_the_page_tells_every_claim_and_every_reason_to_refuse_a_token():
    text = page("embedding.md")
    claims = {"alg", "kid", "typ", "aud", "iss", "exp", "jti", "nbf", "iat", "facts", "identity", "locale"}
    assert claims <= spans(text)
    told = text[text.index("## When a token is not taken") :]
    assert re.findall(r"^\| (its? .*?) \|", told, re.MULTILINE) == [one.value for one in Why]


def test_the_page_tells_every_key_of_the_file():
    assert {AUDIENCE, *PRODUCT_KEYS, *KEY_KEYS} - {"keys"} <= spans(page("embedding.md"))


def test_what_the_page_says_of_limits_is_so():
    text = page("embedding.md")
    assert f"at most {limits.TOKEN:,} characters" in text
    assert (limits.TOKEN_SECONDS, limits.CLOCK_SECONDS, limits.CONTEXT_HOURS) == (600, 60, 24)
    assert "at most ten minutes ahead" in text and "differ by a minute" in text and "kept for a day" in text


def test_the_file_of_the_page_is_the_beginning_of_the_sample():
    shown = next(one.text for one in blocks(DOCS / "embedding.md") if one.language == "toml")
    written = (SAMPLES / "products.toml").read_text("utf-8").splitlines()
    assert [line for line in shown.splitlines()[1:] if line not in written] == []
