"""Where YAML has a comment, compared with the tokens of a YAML parser."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wizard.lint.comments import comments

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "trees").rglob("*.yaml")) + sorted((ROOT / "tests" / "trees").rglob("*.yaml"))


def between_tokens(text):
    """Line and column of every comment: what stands between the tokens, and behind the | of a block text."""
    found, last = [], 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
        found += comments_in(text, last, start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            head = text.find("\n", start) % (len(text) + 1)
            found += comments_in(text, start, head)
        last = max(last, end)
    return found + comments_in(text, last, len(text))


def comments_in(text, start, end):
    found = []
    while (at := text.find("#", start, end)) >= 0:
        found.append((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)))
        start = text.find("\n", at) % (len(text) + 1)
    return found


def readable(text):
    try:
        list(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False
    return True


def places(text):
    return [(one.line, one.column) for one in comments(text)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_in_every_tree_the_comments_are_those_between_the_tokens(file):
    text = file.read_text("utf-8").removeprefix("\ufeff")
    if readable(text):
        assert places(text) == between_tokens(text)


VALUES = st.sampled_from(
    [
        "plain # note",
        "plain#none",
        "'# none' # note",
        '"# none \\" # none" # note',
        "'it''s # none'",
        "# note",
        "| # note\n        # none\n\n        none # none",
        ">-\n        # none",
        "plain\n        goes on # note",
        "it's",
        "{a: '# none', b: [c, d]} # note",
        "[a, # note\n        b]",
        "[a#none, 'b # none']",
        "'two\n        # none\n        lines'",
        "&x a # note",
        "!!str a # note",
        "|2\n        # none",
        "a 'b # note' c",
        "http://a/#none",
        "{a: 'it''s', b: c#d}",
    ]
)
LINES = st.lists(
    st.tuples(st.sampled_from(["# note", "", "    # note", "k"]), VALUES), min_size=1, max_size=6
)


@given(LINES)
def test_whatever_stands_in_a_mapping_the_comments_are_those_between_the_tokens(lines):
    text = "top:\n" + "".join(
        f"    key{at}: {value}\n" if mark == "k" else f"{mark}\n" for at, (mark, value) in enumerate(lines)
    )
    assert readable(text)
    assert places(text) == between_tokens(text)


@given(st.text(alphabet="a:#-'\"|>{}[],& \n", max_size=60))
def test_broken_yaml_is_read_to_its_end(text):
    assert all(text.split("\n")[one.line - 1][one.column - 1 :] == one.text for one in comments(text))


def test_a_comment_knows_whether_it_stands_alone():
    assert [(one.text, one.alone) for one in comments("# one\na: b  # two\n  # three")] == [
        ("# one", True),
        ("# two", False),
        ("# three", True),
    ]
