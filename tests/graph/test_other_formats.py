"""DOT, Mermaid and the table: read back by the rules of each, they say what the drawing says."""

import re
from html import unescape

import pytest

from tests.graph.drawings import HOSTILE, all_drawn, from_files
from wizard.graph.dot import dot
from wizard.graph.edges import edges, ends
from wizard.graph.mermaid import mermaid
from wizard.graph.outline import rows, table

DRAWN = all_drawn()
each_drawing = pytest.mark.parametrize("name", DRAWN)

# --- DOT: https://graphviz.org/doc/info/lang.html, the part that is used

DOT_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|->|[{}\[\];=,])')


class Dot:
    """A strict reader of the grammar: raises AssertionError where a graph is not well-formed."""

    def __init__(self, text):
        self.tokens = []
        at = 0
        while text[at:].strip():
            match = DOT_TOKEN.match(text, at)
            assert match, text[at : at + 40]
            self.tokens.append(match[1])
            at = match.end()
        self.nodes, self.edges, self.clusters = {}, [], {}
        self.take("digraph")
        self.name()
        self.block([])
        assert not self.tokens

    def take(self, *wanted):
        token = self.tokens.pop(0)
        assert not wanted or token in wanted, (token, wanted)
        return token

    def name(self):
        token = self.take()
        assert token[0] == '"' or token.isidentifier(), token
        return token

    def block(self, path):
        self.take("{")
        while self.tokens[0] != "}":
            if self.tokens[0] == "subgraph":
                self.take()
                name = self.name()
                self.block([*path, name])
            else:
                self.statement(path)
        self.take("}")

    def statement(self, path):
        first = self.name()
        if self.tokens[0] == "=":
            self.take()
            self.clusters[tuple(path)] = self.name()
        elif self.tokens[0] == "->":
            self.take()
            second = self.name()
            self.edges.append((value(first), value(second), self.attributes()))
        elif first in ("graph", "node", "edge"):
            self.attributes()
        else:
            self.nodes[value(first)] = (path, self.attributes())
        self.take(";")

    def attributes(self):
        found = {}
        self.take("[")
        while self.tokens[0] != "]":
            key = self.name()
            self.take("=")
            found[key] = self.name()
            if self.tokens[0] == ",":
                self.take()
        self.take("]")
        return found


def value(token):
    r"""What Graphviz makes of a quoted string: `\"`, then `\n` and `\\` of a label, then entities."""
    if token[0] != '"':
        return token
    told = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], token[1:-1], flags=re.S)
    return unescape(told)


def bare(words):
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", words)


@each_drawing
def test_dot_holds_every_step_end_and_edge(name):
    drawing = DRAWN[name]
    found = Dot(dot(drawing))
    assert set(found.nodes) == {box.id for box in drawing.boxes} | {f"end:{end.to}" for end in ends(drawing)}
    assert len(found.edges) == len(list(edges(drawing)))
    assert {start for start, _, _ in found.edges} | {goal for _, goal, _ in found.edges} <= set(found.nodes)
    assert len(found.clusters) == len(drawing.frames)
    for box in drawing.boxes:
        path, attributes = found.nodes[box.id]
        assert len(path) == len(box.frames)
        assert box.title in bare(value(attributes["label"]))


def test_dot_keeps_texts_that_mean_harm_in_their_quotes(tmp_path):
    drawing = from_files(tmp_path, HOSTILE, "hostile")
    found = Dot(dot(drawing))
    labels = {bare(value(attributes["label"])) for _, _, attributes in found.edges if "label" in attributes}
    assert {bare(label) for way in drawing.boxes[0].exits for label in way.labels} <= labels
    assert '"] -> x; }' in labels
    assert any("\\N" in label for label in labels)


# --- Mermaid: https://mermaid.js.org/syntax/flowchart.html, the part that is used

QUOTED = r'"[^"\n]*"'
SHAPES = (
    (r"\{\{", r"\}\}"),
    (r"\[", r"\]"),
    (r"\(", r"\)"),
    (">", r"\]"),
    (r"\(\[", r"\]\)"),
    (r"\[\[", r"\]\]"),
    (r"\[/", r"/\]"),
    (r"\[/", r"\\\]"),
)
SHAPE = "|".join(f"{left}{QUOTED}{right}" for left, right in SHAPES)
MERMAID = {
    "node": re.compile(rf"([se]\d+)(?:{SHAPE})"),
    "edge": re.compile(rf"(s\d+) (?:-->|-\.->)(?:\|({QUOTED})\|)? ([se]\d+)"),
    "open": re.compile(rf"subgraph g\d+ \[{QUOTED}\]"),
    "close": re.compile("end"),
    "link": re.compile(rf"click [se]\d+ href {QUOTED}"),
}


def chart(text):
    """The lines of a flowchart by kind; each must be one."""
    first, *lines = text.splitlines()
    assert first == "flowchart TB"
    found: dict[str, list[re.Match[str]]] = {kind: [] for kind in MERMAID}
    depth = 0
    for line in lines:
        kinds = [(kind, match) for kind, rule in MERMAID.items() if (match := rule.fullmatch(line.strip()))]
        assert len(kinds) == 1, line
        kind, match = kinds[0]
        found[kind].append(match)
        depth += (kind == "open") - (kind == "close")
        assert depth >= 0
    assert depth == 0
    return found


def decoded(words):
    return bare(re.sub(r"#(\d+);", lambda found: chr(int(found[1])), words))


@each_drawing
def test_mermaid_holds_every_step_end_and_edge(name):
    drawing = DRAWN[name]
    found = chart(mermaid(drawing))
    nodes = {match[1]: match[0] for match in found["node"]}
    assert len(nodes) == len(found["node"]) == len(drawing.boxes) + len(list(ends(drawing)))
    assert len(found["edge"]) == len(list(edges(drawing)))
    assert {match[1] for match in found["edge"]} | {match[3] for match in found["edge"]} <= set(nodes)
    assert len(found["open"]) == len(drawing.frames)
    for box in drawing.boxes:
        assert " ".join(box.title.split()) in decoded(nodes[f"s{box.number}"])


def test_mermaid_holds_no_sign_that_it_would_take_for_its_own(tmp_path):
    drawing = from_files(tmp_path, HOSTILE, "hostile")
    text = mermaid(drawing)
    labels = [match[2] for match in chart(text)["edge"] if match[2]]
    assert len(labels) > 5
    for label in re.findall(QUOTED, text):
        inside = re.sub(r"#\d+;|<br/>", "", label[1:-1])
        assert not re.search(r"[\"#&<>`%:;\\]", inside)
    told = {decoded(label[1:-1]) for label in labels}
    assert "]]> --> end" in told
    assert "%%{init: {}}%% ; style x fill:#fff;" in told


# --- the table

CELL = re.compile(r"(?<!\\)\|")


@each_drawing
def test_the_table_has_a_row_for_each_step(name):
    drawing = DRAWN[name]
    lines = [line for line in table(drawing).splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in CELL.split(line)[1:-1]] for line in lines[2:]]
    assert len(cells) == len(drawing.boxes)
    assert {len(row) for row in cells} <= {5}
    for row, told in zip(cells, rows(drawing), strict=True):
        assert row[0] == told.number
        assert f"`{told.step}`" in row[1]
        assert row[3].count("<br>") == len(told.answers) - 1


def test_the_table_keeps_texts_that_mean_harm_in_their_cells(tmp_path):
    drawing = from_files(tmp_path, HOSTILE, "hostile")
    text = table(drawing)
    assert not re.search(r"(?<!\\)<(?!br>)", text)
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(CELL.split(line)) for line in lines} == {7}
