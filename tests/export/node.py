"""The player's scripts asked outside a browser."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import wizard.export

PLAYER = Path(wizard.export.__file__).parent / "player"
_READ = "JSON.parse(require('fs').readFileSync(0, 'utf8'))"
_START = f"const told = {_READ};"


def asked(scripts: Sequence[str], asking: str, told: object) -> Any:
    """What `asking` returns, an expression about `told`, once scripts of the player were read.

    Skips where there is no node; fails where CI=true.
    """
    files = json.dumps([str(PLAYER / script) for script in scripts])
    return _run(f"JSON.parse(process.argv[1]).forEach(require); {_START} return {asking};", files, told)


def asked_of(source: str, asking: str, told: object) -> Any:
    """The same, of scripts that are given as they stand in a file."""
    return _run(
        f"globalThis.self = globalThis; const {{ source, told }} = {_READ}; (0, eval)(source); return {asking};",
        "",
        {"source": source, "told": told},
    )


def _run(program: str, argument: str, told: object) -> Any:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            pytest.fail("node is missing")
        pytest.skip("node is missing")
    done = subprocess.run(
        [node, "-e", f"console.log(JSON.stringify((() => {{ {program} }})()));", argument],
        input=json.dumps(told, allow_nan=False),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
