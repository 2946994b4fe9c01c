"""Folders of made-up trees, as many as wanted: one language, nothing for the linter to find."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SITE: Final = """\
format: 1
brand: {name: Example, home: "https://example.org"}
default_locale: en
locales: {en: source}
stages: {run: Using it}
"""
_FACTS: Final = """\
windows:
  about: Version of Windows
  ask: Which Windows do you have?
  values:
    win11: Windows 11
    win10: Windows 10
    win7: Windows 7
"""
_HEAD: Final = """\
format: 1
title: The program shows message @ and stops
summary: It starts, shows a window with the number @, and ends when you press OK.
stage: run
owner: support
review_by: "2099-01-01"
keywords:
  en: [message @, stops, closes, "error @"]
codes: ["@"]
check: The program starts and stays open.

steps:
"""
_QUESTION: Final = """\
  when-$:
    ask: When does message @ come for the $ time?
    hint: "Look at the clock beside **Start** when you see it."
    options:
      start: Right after the start
      later: After some minutes of work
      unsure:
"""
_FACT: Final = """\
  windows:
    fact: windows
"""
_FIX: Final = """\
  repair-$:
    fix: Repair the installation, way $
    when: {when-$: [start, unsure]}
    how:
      - Open **Settings** and choose **Apps**.
      - "Select the program, press **Modify** and then **Repair** (way $)."
      - Start the program again.
    check: No message @ any more.
    undo: Nothing needs to be undone.
    why: A damaged file makes the program stop with message @.
    cause: damaged-file
    minutes: 5
    risk: none
"""
_WORDS: Final = ("first", "second")


def write_trees(folder: Path, count: int) -> None:
    """Write `count` trees into `folder`, each of 65 lines: a fact, questions and fixes by turns."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_site.yaml").write_text(_SITE, encoding="utf-8")
    (folder / "_facts.yaml").write_text(_FACTS, encoding="utf-8")
    steps = _FACT + "".join((_QUESTION + _FIX).replace("$", word) for word in _WORDS)
    steps += _QUESTION.replace("$", "last") + _ENDING
    for number in range(count):
        text = (_HEAD + steps).replace("@", str(1000 + number))
        (folder / f"message-{1000 + number}.yaml").write_text(text, encoding="utf-8")


_ENDING: Final = """\
  protection:
    do: Switch the protection on again
    when: {when-last: later}
    how: Open **Windows Security** and switch it on.
"""
