"""What the linter finds stands in the log of the server, and nothing besides."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NOTE = "import sys, pathlib; from wizard.cli.noting import note_problems; note_problems(pathlib.Path(sys.argv[1]))"
TREE = "format: 1\ntitle: Lamp\nsteps:\n  first: {fix: Try it, how: Do it., risk: hard-to-undo}\n"


def test_what_is_wrong_is_logged_without_a_warning_of_python(tmp_path: Path):
    (tmp_path / "lamp.yaml").write_text(TREE)
    done = subprocess.run(
        [sys.executable, "-c", NOTE, str(tmp_path)], capture_output=True, text=True, check=True
    )
    lines = done.stderr.splitlines()
    assert lines and all("lamp.yaml:" in line or "_site.yaml" in line for line in lines), done.stderr
