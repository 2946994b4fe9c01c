"""The command line as others call it: `wizard walk --batch` in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.conformance.vectors import Vector


def batch(folder: Path, vectors: Sequence[Vector]) -> list[Any]:
    """Return what the command line answers to each vector, in order."""
    cases = "".join(json.dumps({"tree": one.tree, "query": one.query}) + "\n" for one in vectors)
    command = [str(Path(sys.executable).with_name("wizard")), "--trees", str(folder), "walk", "--batch"]
    done = subprocess.run(command, input=cases.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
