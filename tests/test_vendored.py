"""What we serve of others is what VENDORED.md says, and the font has every letter that our texts use."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "webui" / "static"
VENDOR = STATIC / "vendor"
RECORD = (STATIC / "VENDORED.md").read_text("utf-8")
ROWS = re.findall(
    r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| `([^`]+)` \| `([0-9a-f]{64})` \|$", RECORD, re.M
)

ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
BOTH_WEIGHTS_AT_MOST = 44_000


def font_letters() -> set[str]:
    """The characters that the fonts were cut down to, from the recorded command."""
    (ranges,) = re.findall(r"--unicodes=(\S+)", RECORD)
    letters = set()
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        letters |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return letters


def texts() -> list[Path]:
    folders = (ROOT / "trees", ROOT / "webui" / "locale", ROOT / "webui" / "templates")
    return [
        path for folder in folders for path in folder.rglob("*") if path.suffix in {".po", ".yaml", ".html"}
    ]


@pytest.mark.parametrize(("name", "sha256"), [(row[0], row[5]) for row in ROWS])
def test_a_vendored_file_is_the_one_that_was_recorded(name, sha256):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == sha256


def test_every_vendored_file_is_recorded_with_its_licence():
    recorded = {row[0] for row in ROWS}
    licences = {row[4] for row in ROWS}
    assert {path.name for path in VENDOR.iterdir()} == recorded | licences
    assert all((VENDOR / name).stat().st_size > 500 for name in licences)


def test_htmx_is_the_version_that_was_recorded():
    (version,) = [row[2] for row in ROWS if row[0] == "htmx.min.js"]
    assert f'version:"{version}"' in (VENDOR / "htmx.min.js").read_text("utf-8")


def test_both_weights_of_the_font_stay_small():
    fonts = sorted(VENDOR.glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(path.stat().st_size for path in fonts) <= BOTH_WEIGHTS_AT_MOST


def test_the_font_has_every_letter_of_our_texts():
    missing = {
        f"U+{ord(letter):04X} in {path.relative_to(ROOT)}"
        for path in texts()
        for letter in set(ARABIC_SCRIPT.findall(path.read_text("utf-8"))) - font_letters()
    }
    assert not missing


@pytest.mark.parametrize(
    "alphabet",
    [
        pytest.param("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی ۀئأؤء ۰۱۲۳۴۵۶۷۸۹ ،؛؟٪٫٬ \u200c", id="Persian"),
        pytest.param("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱ ٠١٢٣٤٥٦٧٨٩ ًٌٍَُِّْٰ،؛؟ـ", id="Arabic"),
        pytest.param("ٹڈڑںھہےۓۂۃ۔", id="Urdu"),
    ],
)
def test_the_font_has_the_whole_alphabet(alphabet):
    assert set(alphabet) <= font_letters()
