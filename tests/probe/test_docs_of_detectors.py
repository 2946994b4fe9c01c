"""docs/probe.md tells every detector as it is, and its example finds what it says."""

import re
from pathlib import Path

from wizard.probe.detectors import DETECTORS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "probe.md").read_text("utf-8")
ROWS = {
    cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
    for line in PAGE.splitlines()
    if line.startswith("| `") and len(cells := line.strip("| ").split("|")) == 5
}


def test_every_detector_has_a_row_and_every_row_a_detector():
    assert list(ROWS) == list(DETECTORS)


def test_a_row_tells_what_is_found_what_is_said_and_where():
    for name, detector in DETECTORS.items():
        finds, says, _, where = ROWS[name]
        assert finds == detector.finds
        if detector.values:
            assert re.findall(r"`([^`]+)`", says) == list(detector.values)
        assert (says == "a number") == detector.numeric
        assert ("script" in where) == (detector.function is not None)
        assert ("page" in where) == detector.browser


def test_the_page_says_what_was_not_tried():
    assert "It has not been run on Windows" in PAGE
