"""Writes the tables of docs/format.md from the schemas: `python -m tests.format_reference`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wizard.source import typed_scalar

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "format.md"
BEGIN = "<!-- From here on written by `python -m tests.format_reference`, from the schemas. -->"
END = "<!-- To here. -->"

Schema = Mapping[str, Any]


class Section(NamedTuple):
    """One table: its heading, where its schema stands (file and path of keys), and what is said above it.

    With `only` it is the table of what all kinds of steps have in common, which their own tables leave out.
    """

    heading: str
    file: str
    path: str = ""
    said: str = ""
    only: bool = False


SECTIONS = (
    Section("A tree", "tree", said="`trees/<id>.yaml`. The name of the file is the id of the tree."),
    Section("Any step", "tree", "$defs/ask", "What every step of the next five kinds may have.", only=True),
    Section("ask: a question", "tree", "$defs/ask"),
    Section("fact: a shared question", "tree", "$defs/fact"),
    Section("fix: something to try", "tree", "$defs/fix"),
    Section("do: something to do", "tree", "$defs/do"),
    Section("tell: something to know", "tree", "$defs/tell"),
    Section("A group of steps", "tree", "$defs/tree-group"),
    Section("use: a block", "tree", "$defs/use"),
    Section(
        "An option",
        "tree",
        "$defs/option",
        "Behind `options:`, either `id: label` or `id:` and these below it.",
    ),
    Section("A part of how", "tree", "$defs/how-part", "An item of a `how:` list, either a text or these."),
    Section(
        "A condition",
        "tree",
        "$defs/condition",
        "Any other key is the id of a step or fact. See [above](#conditions).",
    ),
    Section("A comparison", "tree", "$defs/condition-value"),
    Section("A goto of a tell", "tree", "$defs/tell-goto"),
    Section("An end", "tree", "$defs/end", "Behind `ends:`, as `id:` and these below it."),
    Section("ticket", "tree", "$defs/ticket"),
    Section("solved", "tree", "$defs/advice"),
    Section("A picture", "tree", "$defs/image"),
    Section("A link", "tree", "$defs/link", "Either the address alone, or these."),
    Section(
        "A block", "block", said="`trees/_shared/<id>.yaml`. Steps are written as in a tree, without `use`."
    ),
    Section("_facts.yaml", "facts", said="Each key is the id of a fact; `format: 1` may stand above them."),
    Section("A fact", "facts", "$defs/fact"),
    Section(
        "A value of a fact",
        "facts",
        "$defs/value",
        "Behind `values:`, either `id: label` or `id:` and these.",
    ),
    Section("detect", "facts", "$defs/fact/properties/detect"),
    Section(
        "_fields.yaml", "fields", said="Each key is the id of a field; `format: 1` may stand above them."
    ),
    Section("A field", "fields", "$defs/field"),
    Section("_site.yaml", "site"),
    Section("brand", "site", "properties/brand"),
    Section("words", "site", "properties/words"),
    Section("A slot", "site", "$defs/slot", "Behind `slots:`, as `id:` and these below it."),
    Section("A product", "site", "$defs/product", "Behind `products:`, as `id:` and these below it."),
    Section("A channel", "site", "$defs/channel", "Behind `channels:`, as `id:` and these below it."),
    Section("Opening hours", "site", "$defs/hours/items", "An item of `hours:`."),
    Section("A download", "site", "$defs/download", "An item of `downloads:`."),
    Section("A rule of routing", "site", "$defs/route", "An item of `routing:`."),
    Section("A path test", "tests", "$defs/test", "`trees/_tests/<tree>.yaml` is a list of these."),
    Section("What a path test expects", "tests", "$defs/expect", "Below `expect:`."),
    Section("What a request must say", "tests", "$defs/ticket", "Below `ticket:` of a test."),
)

_COMMON = frozenset({"hint", "image", "link", "when", "audience"})
_KINDS = frozenset({"$defs/ask", "$defs/fact", "$defs/fix", "$defs/do", "$defs/tell"})

# What a value is, by the definition it refers to.
_NAMED = {
    "text": "text",
    "label": "short text",
    "id": "id",
    "ids": "list of ids",
    "fields": "list of ids",
    "changes": "list of ids",
    "step-name": "id",
    "when": "condition",
    "condition": "condition",
    "if": "condition",
    "hint": "text",
    "option-hint": "text",
    "warning": "text",
    "undo": "text",
    "goto": "place",
    "goto-or-map": "place, or places by option",
    "tell-goto": "place, or places by option",
    "options": "options",
    "ends": "ends",
    "image": "picture",
    "link": "address, or link",
    "how": "text, or list of parts",
    "advice": "`text` and `prevent`",
    "advice-here": "text, or `text` and `prevent`",
    "ticket": "`text` and `fields`",
    "bound": "number or version",
    "number": "number",
    "address": "address",
    "filling": "text, or empty",
    "labels": "`id: label`",
    "stages": "`id: label`",
    "outcomes": "options",
    "hours": "list",
    "time": "time in quotes",
    "locale": "language",
    "pattern": "regular expression",
}


def schema(file: str) -> dict[str, Any]:
    """Return one of the schema files."""
    found: dict[str, Any] = json.loads((ROOT / "schemas" / f"{file}.schema.json").read_text("utf-8"))
    return found


def at(file: str, path: str) -> Schema:
    """Return what stands at `path` (keys joined by /) in a schema file."""
    found: Any = schema(file)
    for key in path.split("/") if path else ():
        found = found[key]
    return dict(found)


def schema_path(section: Section) -> str:
    """Return where the schema of a section stands: its file, and a JSON pointer."""
    return f"{section.file}/{section.path}".rstrip("/")


def keys(section: Section) -> Iterator[tuple[str, Schema]]:
    """Yield the keys a writer may use there, without those that only exist to be refused."""
    is_step = section.file == "tree" and section.path in _KINDS
    for key, value in at(section.file, section.path).get("properties", {}).items():
        if not (value.get("doNotSuggest") or (is_step and (key in _COMMON) is not section.only)):
            yield key, _resolved(section.file, value)


def _resolved(file: str, value: Schema) -> dict[str, Any]:
    """Return a schema over what it refers to; `$named` is the last name on the way that says what it is."""
    reference = value.get("$ref")
    if reference is None:
        return dict(value)
    where, _, path = reference.partition("#/")
    home = where.removesuffix(".schema.json") or file
    below = _resolved(home, at(home, path))
    name = path.rpartition("/")[2]
    return {
        **below,
        **value,
        "$named": name if name in _NAMED and home != "tests" else below.get("$named", name),
    }


def kind(value: Schema) -> str:
    """Return in a word or two what a writer puts behind the key."""
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"])
    named = _NAMED.get(value.get("$named", ""))
    if named:
        return named
    types = {value["type"]} if isinstance(value.get("type"), str) else set(value.get("type", ()))
    for name, words in (("boolean", "`true` or `false`"), ("integer", "whole number")):
        if types == {name}:
            return words
    if types == {"array"}:
        return "list"
    if types == {"object"}:
        return "mapping"
    if types == {"string", "array"}:
        return "word, or list"
    return "text" if "string" in types else "number or version"


def limit(value: Schema) -> str:
    """Return how much fits, in a word or two; empty where the value itself says it."""
    low, high, most = (value.get(name) for name in ("minimum", "maximum", "maxItems"))
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    long = f"{value['maxLength']:,} characters" if "maxLength" in value else ""
    many = value.get("maxProperties", most)
    return " or ".join(words for words in (long, f"{many:,} of them" if many else "") if words)


def table(section: Section) -> Iterator[str]:
    """Yield the lines of one section."""
    yield f"### {section.heading}"
    yield ""
    above = at(section.file, section.path)
    own = None if section.only else above.get("description")
    yield from (line for text in (own, section.said) if text for line in (text, ""))
    needed = set(above.get("required", ())) | set(above.get("then", {}).get("required", ()))
    yield "| key | value | limit | what it says | for example |"
    yield "| --- | --- | --- | --- | --- |"
    for key, value in keys(section):
        name = f"`{key}` (needed)" if key in needed else f"`{key}`"
        told = str(value.get("description", "")).replace("|", "\\|")
        default = f"; without it `{flow(value['default'])}`" if "default" in value else ""
        yield f"| {name} | {kind(value)}{default} | {limit(value)} | {told} | {_example(value)} |"
    yield ""


def _example(value: Schema) -> str:
    bodies = (snippet_value(value, snippet) for snippet in value.get("defaultSnippets", ()))
    shown = [flow(one) for one in (*value.get("examples", ()), *bodies)]
    short = [one for one in shown if one and len(one) <= 100 and "\n" not in one and '""' not in one]
    return " ".join(f"`{one}`" for one in short[:2]).replace("|", "\\|")


def filled(body: Any) -> Any:
    """Return what a writer gets who takes a snippet as it is."""
    if isinstance(body, dict):
        return {filled(key): filled(value) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(item) for item in body]
    if not isinstance(body, str):
        return body
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", body)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).strip('"')


def snippet_value(above: Schema, snippet: Mapping[str, Any]) -> Any:
    """Return what stands there when a snippet was taken; in a list an editor puts the dash itself."""
    body = filled(snippet["body"])
    return [body] if above.get("type") == "array" else body


def flow(value: Any, *, inside: bool = False) -> str:
    """Return a value as one writes it on one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v, inside=True)}".rstrip() for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one, inside=True) for one in value) + "]"
    if value is None:
        return ""
    if isinstance(value, str) and _needs_quotes(value, inside=inside):
        return json.dumps(value, ensure_ascii=False) if "\\" not in value else f"'{value}'"
    return json.dumps(value) if isinstance(value, bool | int | float) else str(value)


def _needs_quotes(text: str, *, inside: bool) -> bool:
    if text[:1] in "{[*&!%@`'\"|>" or ": " in text or " #" in text or typed_scalar(text) != text:
        return True
    return inside and any(mark in text for mark in ",{}[]:")


def reference() -> str:
    """Return all tables, between the marks that stand around them in the page."""
    lines = [line for section in SECTIONS for line in table(section)]
    return "\n".join([BEGIN, "", *lines, END])


def written(page: str) -> str:
    """Return the text of docs/format.md with its tables as they should be."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + reference() + after


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), encoding="utf-8", newline="\n")
