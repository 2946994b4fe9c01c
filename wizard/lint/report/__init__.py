"""What the linter found, for people and for programs: the shapes that `--format` names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from wizard.lint.report.contents import Report
from wizard.lint.report.github import as_github
from wizard.lint.report.plain import as_json
from wizard.lint.report.sarif import as_sarif
from wizard.lint.report.text import as_text

FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
