"""What the player holds of others is what its VENDORED.md says."""

import hashlib
import re

import pytest

from tests.export.node import PLAYER

RECORD = (PLAYER / "VENDORED.md").read_text("utf-8")
ROWS = re.findall(
    r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| `([^`]+)` \| `([0-9a-f]{64})` \|$", RECORD, re.M
)


@pytest.mark.parametrize(("name", "sha256"), [(row[0], row[5]) for row in ROWS])
def test_a_vendored_file_is_the_one_that_was_recorded(name, sha256):
    assert hashlib.sha256((PLAYER / "vendor" / name).read_bytes()).hexdigest() == sha256


def test_every_vendored_file_is_recorded_with_its_licence():
    assert {path.name for path in (PLAYER / "vendor").iterdir()} == {
        name for row in ROWS for name in (row[0], row[4])
    }
