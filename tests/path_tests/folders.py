"""A small folder of trees, and what its path tests find."""

from collections.abc import Mapping
from pathlib import Path

from wizard.library import Loaded, load
from wizard.path_tests.reading import read
from wizard.path_tests.running import TreeResults, run

SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using}
ends: {shop: {kind: referred, text: Ask in the shop.}}
"""
FACTS = """\
windows:
  ask: Which Windows do you have?
  values: {win10: Windows 10, xp: Windows XP}
volts:
  about: Never asked
  type: number
  detect: {detector: disk-free, drive: "C:"}
"""
FIELDS = "model: {label: Model}\nroom: {label: Room}\n"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
LAMP = """\
format: 1
title: The lamp is dark
stage: use
steps:
  where:
    ask: Where is it dark?
    hint: Look **closely**.
    options:
      room: In one room
      house: In the whole house
      street: {label: In the street, goto: tree:street}
      unsure:
  windows: {fact: windows, when: {where: [room, unsure]}}
  meter:
    do: Read the meter
    audience: staff
    when: {where: house}
  strength:
    ask: How strong is it?
    when: {where: house}
    options:
      weak: {label: Weak, if: {volts: {below: 200}}}
      strong: Strong
      unsure:
  bulb:
    fix: Put in a new bulb
    when: {none: {strength: weak}}
    how:
      - Turn the old one out.
      - {when: {windows: xp}, do: Take a bulb of that time.}
    after: Keep the old bulb.
    goto: {unable: shop}
  seen: {ask: What did you see?, many: true, options: {smoke: Smoke, sparks: Sparks, unsure: }}
  watts: {ask: How many watts?, type: number, min: 1, unit: W, options: {unsure: {goto: ticket}}}
solved: {text: Let there be light., prevent: Buy two.}
ticket: {text: We come., fields: [model]}
"""
STREET = """\
format: 1
title: The street is dark
stage: use
steps:
  where: {ask: Which street?, options: {high: High Street, low: Low Street, unsure: }}
  lamp: {tell: The town knows., goto: next}
  windows: {fact: windows}
"""
FILES = {
    "_site.yaml": SITE,
    "_facts.yaml": FACTS,
    "_fields.yaml": FIELDS,
    "lamp.yaml": LAMP,
    "street.yaml": STREET,
    "_locale/fa/lamp.po": PO
    + 'msgctxt "lamp/where/ask"\nmsgid "Where is it dark?"\nmsgstr "کجا تاریک است؟"\n\n'
    + 'msgctxt "lamp/bulb/fix"\nmsgid "Put in another bulb"\nmsgstr "لامپ دیگری بگذارید"\n',
}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with the small trees and these files."""
    for name, content in {**FILES, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def loaded(folder: Path, files: Mapping[str, str]) -> Loaded:
    return load(written(folder, files), "trees")


def results(folder: Path, tests: str, tree: str = "lamp") -> TreeResults:
    """What the tests of one tree come to."""
    found = loaded(folder, {f"_tests/{tree}.yaml": tests})
    (one,) = run(found, read(folder, "trees"))
    return one


def told(folder: Path, tests: str, tree: str = "lamp") -> list[tuple[str, str, str]]:
    """Place (`line:column`), message and hint of each problem of a tree's tests."""
    return [
        (f"{one.line}:{one.column}", one.message, one.hint)
        for one in results(folder, tests, tree).all_problems()
    ]
