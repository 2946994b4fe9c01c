"""What only a page can find, in the customer's browser."""

from __future__ import annotations

from typing import Final

from wizard.probe.detector import Detector

KEYBOARD_TEST: Final = Detector(
    "keyboard-test",
    "Whether the letters on the right of the keyboard type digits: one key is pressed on the page",
    ("on", "off"),
    browser=True,
)
GLYPH_TEST: Final = Detector(
    "glyph-test",
    "Whether a font is there that has some letters: the browser measures them",
    ("there", "missing"),
    browser=True,
)
