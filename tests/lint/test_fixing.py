"""`--fix`: what is mended, what is left alone, and that no byte changes besides."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lint.folders import problems, with_head, write
from tests.lint.test_command import SITE
from wizard.lint.fixing.draft import Kind
from wizard.lint.fixing.fix import changes
from wizard.lint.fixing.order import HEAD as HEAD_KEYS
from wizard.lint.fixing.order import STEP as STEP_KEYS
from wizard.lint.fixing.write import CannotWrite, ChangedMeanwhile, replace_content
from wizard.schema import KINDS
from wizard.source import read

ROOT = Path(__file__).resolve().parents[2]


def mended(folder, kinds=tuple(Kind), wanted=lambda path: True):
    """The texts of the files that mending changes, by name."""
    found = changes(folder, folder.name, wanted, kinds)
    return {change.path.partition("/")[2]: change.after.decode() for change in found}


def mended_tree(folder, content, *kinds):
    """The tree mended, None when nothing changes; without the lines of the head that were only added."""
    whole = with_head(content)
    after = mended(write(folder / "t", {"lamp.yaml": whole}), kinds or tuple(Kind)).get("lamp.yaml")
    added = whole.removeprefix(content)
    return None if after is None else after.removesuffix(added)


STEP = """\
steps:
  light:
    ask: Is it lit?
    options:
      on: {label: On}
      unsure:
  plug:
    tell: Look.
"""


def step(line):
    return f"{STEP}    {line}\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("hint: It gives light: none.", 'hint: "It gives light: none."'),
        ('hint: It says "no: never".', "hint: 'It says \"no: never\".'"),
        ("hint: Look for error #1603 there.", 'hint: "Look for error #1603 there."'),
        ("hint: #1603 means that", 'hint: "#1603 means that"'),
        ("hint: @home you have it", 'hint: "@home you have it"'),
        ("hint: `notepad` opens", 'hint: "`notepad` opens"'),
        ("hint: *Press* the key", 'hint: "*Press* the key"'),
        ("hint: **Num Lock** is the key", 'hint: "**Num Lock** is the key"'),
        ("hint: & so on", 'hint: "& so on"'),
        ("hint: &so on", 'hint: "&so on"'),
        ("hint: !important it is", 'hint: "!important it is"'),
        ("hint: % of them", 'hint: "% of them"'),
        ("hint: {windows} has it", 'hint: "{windows} has it"'),
        ("hint: {windows}", 'hint: "{windows}"'),
        ('hint: "Yes" is the answer', "hint: '\"Yes\" is the answer'"),
        ('hint: "Never closed', 'hint: "Never closed"'),
        ("hint: 'Never closed", "hint: 'Never closed'"),
        (r'hint: "Open C:\NoorSetup"', r"hint: 'Open C:\NoorSetup'"),
        (r'hint: "Open C:\bin and D:\new"', r"hint: 'Open C:\bin and D:\new'"),
        ("hint: متن: فارسی", 'hint: "متن: فارسی"'),
        ("hint: @home  # as it was", 'hint: "@home"  # as it was'),
        (
            "image: {file: lamp.png, alt: The lamp, all dark}",
            'image: {file: lamp.png, alt: "The lamp, all dark"}',
        ),
        ("image: {file: lamp.png, alt: The lamp: dark}", 'image: {file: lamp.png, alt: "The lamp: dark"}'),
        ("image: {file: lamp.png, alt: Dark", "image: {file: lamp.png, alt: Dark}"),
    ],
)
def test_a_text_that_is_cut_or_cannot_be_read_is_put_in_quotes(wrong, right, tmp_path):
    facts = "windows:\n  about: Windows\n  values: {win10: Windows 10}\n"
    write(tmp_path / "t", {"_facts.yaml": facts, "_media/lamp.png": ""})
    assert mended_tree(tmp_path, step(wrong), Kind.QUOTES) == step(right)


@pytest.mark.parametrize(
    "line",
    [
        "hint: It is dark. # since yesterday",  # a remark, or a text? Only the writer knows
        'hint: "Open C:\\\\NoorSetup"',
        'hint: "It is dark: yes"  # fine',
        "when: {light: on}",
        "hnt: It is dark",
    ],
)
def test_what_only_the_writer_can_know_is_left_alone(line, tmp_path):
    assert mended_tree(tmp_path, step(line), Kind.QUOTES) is None


def test_items_of_lists_are_mended_too(tmp_path):
    tree = "steps:\n  plug:\n    do: Plug it in\n    how:\n      - {}\n      - Wait.\n"
    assert mended_tree(tmp_path, tree.format("Note: it is hot"), Kind.QUOTES) == tree.format(
        '"Note: it is hot"'
    )


SLIPS = """\
steps:
  a:
    tell: {}
    hint: {}
  b:
    tell: {}
  c:
    tell: {}
"""


def test_several_slips_of_a_file_are_mended_in_one_go(tmp_path):
    wrong = SLIPS.format("One: two", "@three", '"four', "five #6")
    right = SLIPS.format('"One: two"', '"@three"', '"four"', '"five #6"')
    assert mended_tree(tmp_path, wrong, Kind.QUOTES) == right


def test_behind_a_slip_that_ends_all_reading_the_next_one_is_mended_too(tmp_path):
    wrong = SLIPS.format(r'"In C:\lamp', "@three", r'"In D:\wire', "five")
    right = SLIPS.format(r"'In C:\lamp'", '"@three"', r"'In D:\wire'", "five")
    assert mended_tree(tmp_path, wrong, Kind.QUOTES) == right


@pytest.mark.parametrize(
    "lines",
    [
        ["tell: Look.", " hint: There."],
        ["tell: Look there", "  and note: it"],
        ["tell Look."],
        ["tell:Look."],
        ["tell: Look.", "- There."],
        ["tell: Look.", "options: {a: {label: b}}}"],
        ["tell: Look.", "hint: {a: b}}"],
        ["? tell"],
        ["tell: |", "Look."],
    ],
)
def test_what_is_wrong_otherwise_is_not_put_in_quotes(lines, tmp_path):
    assert (
        mended_tree(tmp_path, "steps:\n  a:\n" + "".join(f"    {line}\n" for line in lines), Kind.QUOTES)
        is None
    )


def test_the_other_files_of_a_folder_are_mended_too(tmp_path):
    files = {
        "_site.yaml": SITE.replace("Our number", "Our number: by day"),
        "_facts.yaml": "windows:\n  about: Windows: which\n  values: {win10: Windows 10}\n",
        "_shared/fuse.yaml": "steps:\n  look:\n    tell: Look: there\n",
        "lamp.yaml": "steps:\n  fuse: {use: fuse}\n",
    }
    after = mended(write(tmp_path / "t", files), [Kind.QUOTES])
    assert sorted(after) == ["_facts.yaml", "_shared/fuse.yaml", "_site.yaml"]
    assert '{about: "Our number: by day", value: ""}' in after["_site.yaml"]


RENAMED = """\
moved: {lite: light}
steps:
  light:
    ask: Is it lit?
    options:
      on: {label: "On", goto: plug}
      off: {label: "Off"}
      unsure:
  plug:
    fix: Plug it in
    when: {none: {'lite': on}}
    how:
      - {when: {lite: off}, do: Plug it in.}  # whatever lite says
    check: It is lit.
  call:
    tell: Call us about lite.
    when: [{lite: [off, unsure]}, {lite: on}]
"""


def test_a_renamed_step_is_followed_in_conditions_and_nowhere_else(tmp_path):
    right = (
        RENAMED.replace("'lite'", "'light'")
        .replace("when: {lite", "when: {light")
        .replace("[{lite", "[{light")
    )
    right = right.replace("}, {lite", "}, {light")
    assert mended_tree(tmp_path, RENAMED, Kind.MOVED) == right


GOTO = """\
moved: {a: b, b: plug}
steps:
  light:
    ask: Is it lit?
    options:
      on: {label: "On", goto: %s}
      unsure:
  so:
    tell: So.
  plug:
    tell: Look.
"""


def test_a_renamed_step_is_followed_in_gotos_over_several_names(tmp_path):
    assert mended_tree(tmp_path, GOTO % "a", Kind.MOVED) == GOTO % "plug"


def test_a_name_that_leads_to_no_step_is_left_alone(tmp_path):
    assert mended_tree(tmp_path, RENAMED.replace("lite: light", "lite: lihgt"), Kind.MOVED) is None


def test_the_translation_of_a_renamed_step_goes_with_it(tmp_path):
    entry = '# By two of us.\nmsgctxt "lamp/{}/tell"\nmsgid "Look."\nmsgstr "ببینید"\n'
    head = 'msgid ""\nmsgstr ""\n\n'
    files = {
        "_site.yaml": SITE,
        "lamp.yaml": "moved: {old: new}\nsteps:\n  new:\n    tell: Look.\n",
        "_locale/fa/lamp.po": head + entry.format("old"),
    }
    folder = write(tmp_path / "t", files)
    assert mended(folder, [Kind.MOVED]) == {"_locale/fa/lamp.po": head + entry.format("new")}
    (folder / "_locale/fa/lamp.po").write_text(head + entry.format("old") + "\n" + entry.format("new"))
    assert mended(folder, [Kind.MOVED]) == {}


MIXED = """\
# A lamp.
format: 1
summary: It gives no light.
title: The lamp is dark

stage: use
# All of them.
products: all
owner: support
review_by: 2099-01-01
solved: {text: Good.}

# In order.
steps:
  light:
    hint: |
      # no comment

      Look.

    options:
      unsure:
      on: {label: "On"}  # mostly
    # What they see.
    # Always.
    ask: Is it lit?
    # Below.

  # Only then.
  group:
    steps:
      plug:
        link: https://example.org
        tell: Look.
    when: {light: on}
check: It is lit."""

ORDERLY = """\
# A lamp.
format: 1
title: The lamp is dark
summary: It gives no light.

stage: use
# All of them.
products: all
owner: support
review_by: 2099-01-01
check: It is lit.

# In order.
steps:
  light:
    # What they see.
    # Always.
    ask: Is it lit?
    hint: |
      # no comment

      Look.

    options:
      unsure:
      on: {label: "On"}  # mostly
    # Below.

  # Only then.
  group:
    when: {light: on}
    steps:
      plug:
        tell: Look.
        link: https://example.org
solved: {text: Good.}"""


def test_the_keys_of_heads_groups_and_steps_come_in_order_with_their_comments(tmp_path):
    assert mended(write(tmp_path / "t", {"lamp.yaml": MIXED})) == {"lamp.yaml": ORDERLY}


def test_order_is_asked_for_by_no_rule(tmp_path):
    folder = write(tmp_path / "t", {"lamp.yaml": "steps:\n  plug:\n    hint: There.\n    tell: Look.\n"})
    assert problems(folder) == []
    assert list(mended(folder)) == ["lamp.yaml"]


@pytest.mark.parametrize(
    "steps",
    [
        "steps: {plug: {hint: There., tell: Look.}}\n",
        "steps:\n  plug: {hint: There., tell: Look.}\n",
        "steps:\n  plug:\n    link: &it https://example.org\n    hint: *it\n    tell: Look.\n",
        "steps:\n  plug: &a\n    hint: There.\n    tell: &b Look.\n  fuse:\n    hint: *b\n    tell: *b\n",
    ],
)
def test_what_cannot_be_moved_line_by_line_keeps_its_meaning(steps, tmp_path):
    whole = with_head(steps)
    after = mended(write(tmp_path / "t", {"lamp.yaml": whole})).get("lamp.yaml", whole)
    assert read("x", after.encode()).data == read("x", whole.encode()).data


def test_every_key_of_the_format_has_its_place_in_the_order():
    schemas = {
        kind: json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text("utf-8")) for kind in KINDS
    }
    assert set(HEAD_KEYS) == {*schemas["tree"]["properties"], *schemas["block"]["properties"]}
    kinds = schemas["tree"]["$defs"]
    keys = {
        key
        for name in ("ask", "fact", "fix", "do", "tell", "use", "tree-group")
        for key in kinds[name]["properties"]
    }
    assert keys <= set(STEP_KEYS)
    assert len(set(STEP_KEYS)) == len(STEP_KEYS)


def test_line_ends_a_byte_order_mark_and_a_missing_last_line_end_stay(tmp_path):
    folder = write(tmp_path / "t", {"lamp.yaml": ""})
    whole = with_head("") + "steps:\n  plug:\n    hint: It is: dark\n    tell: Look."
    (folder / "lamp.yaml").write_bytes(b"\xef\xbb\xbf" + whole.replace("\n", "\r\n").encode())
    (change,) = changes(folder, "t", lambda path: True)
    assert change.after.startswith(b"\xef\xbb\xbf")
    assert change.after.count(b"\n") == change.after.count(b"\r\n") == whole.count("\n")
    assert not change.after.endswith(b"\n")
    assert change.after.endswith(b'    tell: Look.\r\n    hint: "It is: dark"')


def test_nothing_is_written_and_only_wanted_files_change(tmp_path):
    folder = write(tmp_path / "t", {"a.yaml": step("hint: It: is"), "b.yaml": step("hint: It: is")})
    before = (folder / "a.yaml").read_bytes()
    assert list(mended(folder, wanted=lambda path: path.endswith("b.yaml"))) == ["b.yaml"]
    assert (folder / "a.yaml").read_bytes() == before


def test_a_file_that_is_no_utf_8_is_left_alone(tmp_path):
    folder = write(tmp_path / "t", {"a.yaml": ""})
    (folder / "a.yaml").write_bytes("title: caf\xe9: x\n".encode("latin-1"))
    assert mended(folder) == {}


WORDS = st.text(alphabet="aب #:'\"{}[],&*@`\\-\t|>!%", min_size=1, max_size=18)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_mending_makes_nothing_worse_and_a_second_time_changes_nothing(tmp_path, words, end):
    folder = tmp_path / "t"
    lines = "".join(
        f"    {key}: {word}\n" for key, word in zip(("hint", "tell", "image"), words, strict=False)
    )
    write(folder, {"lamp.yaml": f"steps:\n  light:\n{lines}"})
    file = folder / "lamp.yaml"
    file.write_bytes(file.read_text().replace("\n", end).encode())
    for change in changes(folder, "t", lambda path: True):
        replace_content(file, change.before, change.after)
        was, now = read("x", change.before), read("x", change.after)
        assert now.data is not None or was.data is None
        assert was.data is None or len(now.problems) <= len(was.problems)
    assert changes(folder, "t", lambda path: True) == []


def test_a_file_is_replaced_whole_with_its_rights(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    replace_content(file, b"old", b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640 or os.name == "nt"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_that_somebody_changed_meanwhile_is_left_as_it_is(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile, match=r"a\.yaml was changed"):
        replace_content(file, b"old", b"new")
    assert file.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.yaml").write_bytes(b"old")
    link = tmp_path / "a.yaml"
    link.symlink_to("real.yaml")
    replace_content(link, b"old", b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_a_file_that_is_gone_is_said_so(tmp_path):
    with pytest.raises(CannotWrite, match="cannot be written"):
        replace_content(tmp_path / "gone.yaml", b"", b"new")
