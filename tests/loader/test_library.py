"""A folder of trees: every problem of every file, and no broken file hides another."""

import pytest

from tests.lint.folders import problems, write
from wizard.errors import NoTreesFolder
from wizard.library import load

GOOD = "steps:\n  switch: {tell: The switch is at the back.}\n"
FACTS = """\
power:
  about: Mains power
  ask: Is there power?
  values: {on: "On", off: "Off"}
watt:
  about: How strong it is
  type: number
"""
SITE = "brand: {name: X}\ndefault_locale: en\nlocales: {en: source, fa: offered}\nstages: {use: U}\n"
BLOCK = "steps:\n  look: {tell: Look at the fuse.}\n"


def loaded(tmp_path, files, **options):
    return load(write(tmp_path / "trees", files), "trees", **options)


def told(tmp_path, files):
    found = problems(write(tmp_path / "trees", files))
    return [
        f"{one.path.removeprefix('trees/')}:{one.line}:{one.column} {one.rule}: {one.message}"
        for one in found
    ]


@pytest.mark.parametrize(
    "broken",
    ["steps: [\n", "a: \x00\n", "", "- a\n", "steps: {a: {tel: X}}\n", "x: &a [*a]\n", "title: 'X\n"],
    ids=["bracket", "null", "empty", "list", "key", "alias", "quote"],
)
def test_a_broken_tree_never_hides_the_others(tmp_path, broken):
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees" / "broken.yaml").write_text(broken)
    found = loaded(tmp_path, {"a.yaml": GOOD, "z.yaml": GOOD})
    assert list(found.library.trees) == ["a", "z"]
    assert list(found.broken) == ["broken"]
    assert {problem.path for problem in found.problems} == {"trees/broken.yaml"}


def test_problems_of_all_files_come_in_one_list_by_file_and_line(tmp_path):
    files = {
        "b.yaml": "steps:\n  x: {tel: X}\n  y: {tel: Y}\n",
        "a.yaml": "steps: {x: {tel: X}}\n",
        "_shared/c.yaml": "",
    }
    places = [line.split(" ")[0] for line in told(tmp_path, files)]
    assert places == ["_shared/c.yaml:1:1", "a.yaml:1:13", "b.yaml:2:7", "b.yaml:3:7"]


def test_a_tree_is_broken_when_a_block_it_uses_is(tmp_path):
    found = loaded(
        tmp_path,
        {
            "uses.yaml": "steps:\n  fuse: {use: fuse}\n",
            "alone.yaml": GOOD,
            "_shared/fuse.yaml": BLOCK + "  more: {tel: X}\n",
        },
    )
    assert (list(found.library.trees), list(found.broken)) == (["alone"], ["uses"])


@pytest.mark.parametrize(
    "steps",
    [
        "  power: {fact: power}\n  switch: {tell: X}\n",
        "  switch: {tell: X, when: {watt: {above: 5}}}\n",
        "  switch: {ask: X, options: {a: {label: A, if: {watt: {above: 5}}}, unsure: }}\n",
    ],
)
def test_a_tree_is_broken_when_a_fact_it_names_is(tmp_path, steps):
    broken = FACTS.replace("ask: Is", "ak: Is").replace("type: number", "type: numbr")
    files = {"uses.yaml": "steps:\n" + steps, "alone.yaml": GOOD, "_facts.yaml": broken}
    found = loaded(tmp_path, files)
    assert (list(found.library.trees), list(found.broken)) == (["alone"], ["uses"])


def test_what_vanished_with_a_broken_part_is_not_told_again(tmp_path):
    files = {
        "_facts.yaml": FACTS.replace("type: number", "type: numbr"),
        "a.yaml": "steps:\n"
        "  light:\n"
        "    ask: Is it on?\n"
        "    options: {on: {label: On, gto: plug}, off: {lbl: Off}, unsure: }\n"
        "  plug: {fx: Plug it in, when: {light: off}}\n"
        "  other: {tell: X, when: {plug: solved, watt: {above: 5}}, goto: {not-solved: last}}\n"
        "  last: {tel: X}\n",
    }
    rules = [line.split(" ")[1] for line in told(tmp_path, files)]
    assert set(rules) == {"unknown-key:", "schema:"}, told(tmp_path, files)


def test_what_is_wrong_in_one_step_does_not_hide_what_is_wrong_in_another(tmp_path):
    text = "steps:\n  a: {tel: X}\n  b: {fix: X, risk: high}\n  c: {tell: <b>X, goto: zz}\n  d: {ask: X?}\n"
    assert told(tmp_path, {"a.yaml": text}) == [
        "a.yaml:2:7 unknown-key: `tel` is not known in `a`",
        "a.yaml:3:3 fix-without-check: this fix has no `check`",
        'a.yaml:3:21 schema: `risk` cannot be "high"',
        "a.yaml:4:13 raw-html: `<b>` is HTML, and texts are Markdown",
        "a.yaml:4:25 goto-unknown: `zz` is no step or end of this tree",
        "a.yaml:5:3 schema: `options` is missing in `d`",
    ]


def test_what_is_missing_at_the_head_does_not_hide_the_rest(tmp_path):
    folder = write(tmp_path / "trees", {"a.yaml": GOOD + "ends: {x: {kind: ticket}}\n"})
    file = folder / "a.yaml"
    file.write_text("".join(line for line in file.read_text().splitlines(True) if "title" not in line))
    assert [(one.rule, one.message) for one in problems(folder)] == [
        ("schema", "`title` is missing"),
        ("end-unused", "nothing leads to the end `x`"),
    ]


def test_a_site_file_that_lacks_something_is_read_as_far_as_it_goes(tmp_path):
    site = SITE.replace("default_locale: en\n", "")
    found = loaded(tmp_path, {"_site.yaml": site, "a.yaml": GOOD})
    assert [one.message for one in found.problems] == ["`default_locale` is missing"]
    assert found.library.locales == ("en", "fa")


def test_a_fact_that_cannot_be_read_is_told_where_it_is_asked_too(tmp_path):
    files = {"_facts.yaml": FACTS.replace("values:", "valus:"), "a.yaml": "steps:\n  power: {fact: power}\n"}
    assert told(tmp_path, files)[-1] == "a.yaml:2:17 model: the fact `power` cannot be read"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"Num Lock.yaml": GOOD}, "Num Lock.yaml:1:1 model: the name of the file is no id"),
        ({"a.yml": GOOD}, "a.yml:1:1 model: this file is not read: its name ends in .yml"),
        ({"ticket.yaml": GOOD}, "model: a tree cannot be called `ticket`"),
        ({"a.yaml": "steps:\n  x: {use: fuse}\n"}, "a.yaml:2:12 model: there is no block `fuse`"),
        (
            {"a.yaml": "steps:\n  x: {use: f}\n  y: {use: f}\n", "_shared/f.yaml": BLOCK},
            "a.yaml:3:12 model: the block `f` stands twice in this tree",
        ),
        (
            {"a.yaml": "steps:\n  power: {fact: powr}\n", "_facts.yaml": FACTS},
            "a.yaml:2:17 model: there is no fact `powr`",
        ),
        (
            {"a.yaml": "steps:\n  watt: {fact: watt}\n", "_facts.yaml": FACTS},
            "a.yaml:2:16 model: the fact `watt` has no question",
        ),
        (
            {"a.yaml": "steps:\n  power: {tell: X}\n", "_facts.yaml": FACTS},
            "a.yaml:2:3 model: `power` is a fact: no other step can bear its name",
        ),
        (
            {"a.yaml": "steps:\n  x: {tell: X}\n  g: {steps: {x: {tell: Y}}}\n"},
            "a.yaml:3:15 model: the step `x` stands twice: first in line 2 of trees/a.yaml",
        ),
        (
            {"a.yaml": "steps:\n  x: {ask: X, type: text, pattern: '(a+)+', options: {unsure: }}\n"},
            "a.yaml:2:36 model: this pattern cannot be used",
        ),
        (
            {"_site.yaml": SITE, "_locale/fa/a.po": "nonsense\n"},
            "_locale/fa/a.po:1:1 po-syntax: this is no PO file",
        ),
        (
            {"a.yaml": "steps:\n  x: {tell: X}\n  x: {tell: Y}\n"},
            "a.yaml:3:3 duplicate-key: `x` stands twice",
        ),
    ],
)
def test_what_does_not_fit_together_has_a_place_and_a_message(tmp_path, files, expected):
    found = told(tmp_path, {"good.yaml": GOOD, **files})
    assert [line for line in found if expected in line], found


def test_only_the_trees_asked_for_are_read(tmp_path):
    found = loaded(tmp_path, {"a.yaml": GOOD, "b.yaml": "steps: [\n"}, only={"a"})
    assert (list(found.library.trees), list(found.broken), found.problems) == (["a"], [], ())


def test_no_folder_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(NoTreesFolder, match="--trees DIR or WIZARD_TREES"):
        load(tmp_path / "nowhere")
