"""`wizard walk`, as it is typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wizard.cli import main

SITE = """
brand: {name: Light}
default_locale: en
locales: {en: source, fa: offered}
stages: {use: Using}
words: {unsure: I am not sure}
"""
FACTS = """
windows:
  ask: Which Windows do you have?
  values: {win10: Windows 10, xp: Windows XP}
overlay:
  about: Never asked
  values: {on: It is on, off: It is off}
"""
HEAD = (
    "format: 1\ntitle: {0}\nsummary: {0}\nstage: use\nproducts: all\nowner: support\nreview_by: 2099-01-01\n"
)
LETTERS = (
    HEAD.format("Letters")
    + """
steps:
  where:
    ask: "Where do you see `????` ?"
    hint: Look **closely**.
    options:
      program: Only here
      everywhere: Everywhere
      elsewhere: {label: Elsewhere, goto: 'tree:other'}
      unsure:
  keys:
    ask: Which keys?
    options: {right: {label: Those on the right, if: {overlay: on}}, all: All of them}
  look:
    do: Look at the light
    audience: staff
    how: Look.
  num-lock:
    fix: Turn it off
    when: {keys: right}
    how:
      - Press **Num Lock**.
      - {when: {windows: xp}, do: Press it twice.}
      - Read [the page](https://example.org/help).
    check: Letters come.
    undo: Press it again.
  seconds: {ask: How long?, type: number, min: 1, unit: seconds, options: {unsure: }}
  missing: {ask: What is missing?, many: true, options: {texts: Texts, sound: Sound, unsure: }}
solved: {text: Good., prevent: Keep it off.}
ticket: {text: Tell us more.}
"""
)
OTHER = HEAD.format("Other") + "steps: {windows: {fact: windows}, last: {tell: Know this}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"_site": SITE, "_facts": FACTS, "letters": LETTERS, "other": OTHER, "broken": "steps: 5"}
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, answers: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["--trees", str(folder), "walk", *arguments], input=answers)


def stood(folder: Path, *arguments: str) -> dict:
    result = run(folder, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_json_tells_where_a_walk_stands(folder):
    found = stood(folder, "letters", "--known", "where=program")
    assert len(found.pop("revision")) >= 6
    assert found == {
        "tree": "letters",
        "position": {"step": "keys", "kind": "ask", "options": ["right", "all"]},
        "trail": [{"step": "where", "value": "program", "source": "answered"}],
        "left": {"least": 2, "most": 4},
        "dropped": [],
    }


def test_several_known_values_may_come_one_by_one_or_as_a_query_string(folder):
    one_by_one = stood(folder, "letters", "--known", "where=program", "--known", "overlay~probe=on")
    assert stood(folder, "letters", "--known", "?overlay~probe=on&where=program") == one_by_one
    assert one_by_one["trail"][1] == {"step": "keys", "value": "right", "source": "probe", "by": ["overlay"]}
    assert one_by_one["position"]["step"] == "num-lock"


def test_an_end_is_named(folder):
    known = "where=program&keys=right&num-lock=solved"
    found = stood(folder, "letters", "--known", known)
    assert (found["position"], found["left"]) == ({"end": "solved"}, {"least": 0, "most": 0})
    known = "where=program&keys=all&seconds=3&missing=texts"
    assert stood(folder, "letters", "--known", known)["position"] == {"end": "ticket"}


def test_a_typed_step_tells_its_type_and_several_answers_are_said_to_be_so(folder):
    assert stood(folder, "letters", "--known", "where=program&keys=all")["position"] == {
        "step": "seconds",
        "kind": "ask",
        "options": ["unsure"],
        "type": "number",
    }
    assert stood(folder, "letters", "--known", "where=program&keys=all&seconds=3")["position"]["many"] is True


def test_the_tree_told_is_the_one_reached_after_jumps(folder):
    found = stood(folder, "letters", "--known", "where=elsewhere&windows~host=xp")
    assert (found["tree"], found["position"]["step"]) == ("other", "last")
    assert found["trail"] == [{"step": "windows", "value": "xp", "source": "host"}]


def test_what_is_not_used_is_told_with_the_reason(folder):
    found = stood(folder, "letters", "--known", "where=nowhere&what=x&keys=right&keys=all")
    assert found["dropped"] == [
        {"step": "keys", "value": "all", "why": "twice"},
        {"step": "keys", "value": "right", "why": "twice"},
        {"step": "what", "value": "x", "why": "unknown"},
        {"step": "where", "value": "nowhere", "why": "not-offered"},
    ]
    assert stood(folder, "letters", "--known", "where=program&keys=all&num-lock=solved")["dropped"] == [
        {"step": "num-lock", "value": "solved", "why": "off-path"}
    ]


def test_staff_see_the_steps_for_staff(folder):
    known = ("--known", "where=program&keys=right")
    assert stood(folder, "letters", *known)["position"]["step"] == "num-lock"
    assert stood(folder, "letters", *known, "--audience", "staff")["position"]["step"] == "look"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", "--json"], "There is no tree called nothing here. The trees are: letters, other."),
        (["broken", "--json"], "`wizard lint` tells what is wrong"),
        (["letters", "--locale", "de"], "There are: en, fa."),
        (["letters", "--audience", "boss"], "boss"),
        ([], "name the tree"),
    ],
)
def test_what_cannot_be_walked_is_said_and_exits_with_2(folder, arguments, said):
    result = run(folder, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_batch_answers_each_line_with_a_line_and_goes_on_after_a_bad_one(folder):
    lines = [
        '{"tree": "letters", "known": {"where": "program", "overlay~probe": "on"}}',
        '{"tree": "letters", "query": "where=program&keys=right", "audience": "staff"}',
        "",
        '{"tree": "nothing"}',
        '{"tree": "letters", "audience": "boss"}',
        '{"tree": "letters", "known": {"where": null}}',
        '{"tree": "letters", "known": ["where"]}',
        '{"tree": 5}',
        "[]",
        "{",
        "[" * 100_000,
        '{"tree": "letters", "known": {"where": "\\ud800", "a:b": "\\ud800"}}',
        '{"tree": "other", "known": {"windows": "xp"}}',
    ]
    result = run(folder, "--batch", answers="\n".join(lines).encode() + b'\n\xff\n{"tree": "other"}')
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(answer) == ["error"] for answer in found] == [
        False,
        False,
        *[True] * 8,
        False,
        False,
        True,
        False,
    ]
    assert found[0]["position"]["step"] == "num-lock"
    assert found[1]["position"]["step"] == "look"
    assert [gone["why"] for gone in found[10]["dropped"]] == ["unknown", "not-offered"]
    assert found[11]["position"]["step"] == "last"


def test_a_batch_tells_the_same_as_a_single_case(folder):
    single = run(folder, "letters", "--known", "where=program", "--json").stdout
    assert (
        run(folder, "--batch", answers='{"tree": "letters", "known": {"where": "program"}}').stdout == single
    )


def test_a_walk_in_the_terminal_goes_on_to_its_end_and_tells_the_transcript(folder):
    result = run(folder, "letters", "--known", "windows~host=xp", answers="1\n1\n1\n")
    assert result.exit_code == 0
    for text in (
        "Where do you see ???? ?\nLook closely.\n  1  Only here\n  2  Everywhere\n",
        "  4  I am not sure\n",
        "1. Press Num Lock.\n2. Press it twice.\n3. Read the page (https://example.org/help).\n",
        "Undo: Press it again.\n",
        "Did it help?\n  1  Yes, it is solved\n",
        "Solved.\nGood.\nKeep it off.\n",
        "  Where do you see ???? ?  Only here\n  Which keys?  Those on the right\n",
        "  Turn it off  Yes, it is solved\n",
    ):
        assert text in result.stdout


def test_back_shows_the_step_before_and_quit_ends_without_a_word(folder):
    result = run(folder, "letters", answers="b\n1\nb\n2\nq\n")
    assert result.exit_code == 0
    assert "This is where the walk began." in result.stdout
    assert result.stdout.count("Where do you see") == 3
    assert result.stdout.count("Which keys?") == 2
    assert "Tell us more." not in result.stdout


def test_what_is_no_answer_is_asked_again(folder):
    result = run(folder, "letters", answers="9\nx\n\n0\n#\n1\n2\n0\nabc\n#1\n1,3\n2 1\n")
    assert result.exit_code == 0
    assert result.stdout.count("That is none of the answers.") >= 6
    assert "A person will look at this.\nTell us more.\n" in result.stdout
    assert "How long?  I am not sure\n" in result.stdout
    assert "What is missing?  Texts, Sound\n" in result.stdout


def test_typed_numbers_of_any_alphabet_are_taken(folder):
    result = run(folder, "letters", "--known", "where=program&keys=all", answers="۱۲\nq\n")
    assert result.exit_code == 0
    assert "What is missing?" in result.stdout


def test_what_was_detected_is_marked_in_the_transcript(folder):
    result = run(folder, "letters", "--known", "where=program&overlay~probe=on", answers="1\n")
    assert "Which keys?  Those on the right  (found by the check of your computer)" in result.stdout


def test_a_jump_goes_on_in_the_other_tree(folder):
    result = run(folder, "letters", answers="3\n1\n1\n")
    assert result.exit_code == 0
    assert "[other] windows" in result.stdout
    assert "  Where do you see ???? ?  Elsewhere\n  Which Windows do you have?  Windows 10\n" in result.stdout


def test_a_walk_cut_off_ends_without_a_traceback(folder):
    result = run(folder, "letters", answers="1\n")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)


def test_the_texts_are_those_of_the_language_asked_for(folder):
    locale = folder / "_locale" / "fa"
    locale.mkdir(parents=True)
    text = 'msgid ""\nmsgstr ""\n\nmsgctxt "other/last/tell"\nmsgid "Know this"\nmsgstr "این را بدانید"\n'
    (locale / "other.po").write_text(text, "utf-8")
    result = run(folder, "other", "--known", "windows=xp", "--locale", "fa", answers="q\n")
    assert "این را بدانید" in result.stdout
