"""`wizard new`: what a few answers make passes lint and can be walked; nothing that is there is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.cli import main
from wizard.engine.position import position
from wizard.known import Known
from wizard.library import load
from wizard.lint.lint import lint
from wizard.model.tree import Tree
from wizard.new.outline import Fix, Outline
from wizard.new.written import written
from wizard.problem import Level

SITE = """\
format: 1
brand: {name: Support}
default_locale: fa
locales: {en: source, fa: required}
stages: {install: Installing, run: Running}
"""
SOUND = ("--fix", "Turn the sound up", "Press the key with the **loud** sign.\nWait a second.")
ENOUGH = ("--title", "No sound", *SOUND, "--check", "You hear a bell.")


@pytest.fixture
def trees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIZARD_TREES", raising=False)
    folder = tmp_path / "trees"
    folder.mkdir()
    (folder / "_site.yaml").write_text(SITE, encoding="utf-8")
    return folder


def new(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *words], input=typed, catch_exceptions=False)


def errors(trees: Path) -> list[str]:
    return [problem.message for problem in lint(load(trees)) if problem.level is Level.ERROR]


def of_the_file(trees: Path, name: str) -> list[str]:
    own = f"/{name}.yaml"
    return [
        problem.message
        for problem in lint(load(trees))
        if problem.level is Level.ERROR and problem.path.endswith(own)
    ]


def made(trees: Path, name: str = "no-sound") -> Tree:
    return load(trees).library.trees[name]


def test_options_alone_make_a_draft_that_passes_lint(trees: Path):
    done = new("no-sound", *ENOUGH)
    assert done.exit_code == 0, done.output
    assert of_the_file(trees, "no-sound") == []
    tree = made(trees)
    assert tree.draft and tree.title.source == "No sound"
    assert [variant.text.source for step in tree.steps for variant in step.how] == [
        "Press the key with the **loud** sign.",
        "Wait a second.",
    ]


def test_it_can_be_walked_and_the_answers_lead_to_their_fixes(trees: Path):
    other = ("--fix", "Plug it in", "Put the plug in.", "--fix", "Start anew", "Press the button.")
    question = ("--question", "What is silent?", "--answer", "All: programs", "--answer", "One, only")
    new("no-sound", *ENOUGH, *other, *question, "--stage", "run", "--keywords", "mute, silent")
    assert of_the_file(trees, "no-sound") == []
    tree = made(trees)
    assert [step.id for step in tree.steps] == [
        "what-is-silent",
        "turn-the-sound-up",
        "plug-it-in",
        "start-anew",
    ]
    all_silent = position(tree, Known({"what-is-silent": "all-programs"}))
    one_silent = position(tree, Known({"what-is-silent": "one-only"}))
    assert all_silent.step is tree.steps[1] and one_silent.step is tree.steps[2]
    solved = position(tree, Known({"what-is-silent": "one-only", "plug-it-in": "solved"}))
    assert solved.end == "solved"
    passed = Known({"what-is-silent": "one-only", "plug-it-in": "not-solved", "start-anew": "not-solved"})
    assert position(tree, passed).end == "ticket"
    assert tree.stage == "run" and tree.keywords["en"] == ("mute", "silent")


def test_what_no_option_says_is_asked(trees: Path):
    typed = "\n".join(
        [
            "No sound: nothing to hear",
            "It is silent.",
            "run",
            "mute, silent",
            "Is a plug in?",
            "Yes | No",
            "Turn it up",
            "Press it.",
            "Plug it in",
            "Put it in.",
            "",
            "A bell rings.",
            "",
        ]
    )
    done = new("no-sound", typed=typed)
    assert done.exit_code == 0, done.output
    tree = made(trees)
    assert tree.title.source == "No sound: nothing to hear"
    assert [option.id for option in tree.steps[0].options] == ["yes", "no", "unsure"]
    assert [step.title.source for step in tree.steps[1:]] == ["Turn it up", "Plug it in"]
    assert of_the_file(trees, "no-sound") == []


def test_every_text_waits_in_the_translations(trees: Path):
    done = new("no-sound", *ENOUGH)
    file = trees / "_locale" / "fa" / "no-sound.po"
    with file.open("rb") as content:
        entries = {message.context: message for message in read_po(content, locale="fa") if message.id}
    assert set(entries) == {text.context for text in made(trees).texts()}
    assert {message.string for message in entries.values()} == {""}
    assert f"trees/_locale/fa/no-sound.po: {len(entries)} texts to translate" in done.output
    assert b"\r" not in file.read_bytes() + (trees / "no-sound.yaml").read_bytes()


def test_what_is_not_latin_stays_as_it_was_typed(trees: Path):
    fix = ("--fix", "صدا را بلند کنید", "دکمه را بزنید.")
    new("no-sound", "--title", "صدا نیست", *fix, *fix, "--check", "صدا می‌آید.")
    tree = made(trees)
    assert tree.title.source == "صدا نیست" and tree.check is not None and tree.check.source == "صدا می‌آید."
    assert [step.id for step in tree.steps] == ["fix", "fix-2"]
    assert "صدا نیست" in (trees / "no-sound.yaml").read_text("utf-8")


def test_a_fact_keeps_its_name_to_itself(trees: Path):
    (trees / "_facts.yaml").write_text(
        "format: 1\nturn-it-up:\n  about: Up\n  values: {a: A}\n", encoding="utf-8"
    )
    new("no-sound", "--title", "No sound", "--fix", "Turn it up", "Press.", "--check", "A bell.")
    assert [step.id for step in made(trees).steps] == ["turn-it-up-2"]


def test_the_schema_is_named_where_it_stands(trees: Path):
    new("no-sound", *ENOUGH)
    assert "$schema" not in (trees / "no-sound.yaml").read_text("utf-8")
    (trees.parent / "schemas").mkdir()
    (trees.parent / "schemas" / "tree.schema.json").write_text("{}", encoding="utf-8")
    new("no-light", *ENOUGH)
    first = (trees / "no-light.yaml").read_text("utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../schemas/tree.schema.json"


@pytest.mark.parametrize("suffix", ["yaml", "yml"])
def test_a_file_that_is_there_stays_as_it_is(trees: Path, suffix: str):
    file = trees / f"no-sound.{suffix}"
    file.write_text("mine", encoding="utf-8")
    done = new("no-sound", *ENOUGH)
    assert done.exit_code == 2 and f"no-sound.{suffix}" in done.output
    assert file.read_text("utf-8") == "mine"
    assert not (trees / "_locale").exists()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("No Sound", "no-sound"),
        ("no_sound", "no-sound"),
        ("بی‌صدا", "no-sound"),
        ("../outside", "outside"),
        ("ticket", "ticket-does-not-open"),
        ("x" * 61, "x" * 60),
        ("_site", "site"),
    ],
)
def test_a_bad_name_is_refused_with_an_example(trees: Path, name: str, advice: str):
    before = sorted(trees.rglob("*"))
    done = new("--", name)
    assert done.exit_code == 2 and done.output.rstrip().endswith(advice), done.output
    assert sorted(trees.parent.rglob("*")) == [trees, *before]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--stage", "nowhere"), "The stages are: install, run"),
        (("--answer", "Yes"), "--answer goes with --question"),
        (("--question", "What?", "--answer", "All"), "two answers at least"),
        (("--title", "x" * 201), "at most 200 characters"),
        (("--fix", "Title", " "), "a title and what to do"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(trees: Path, words: tuple[str, ...], told: str):
    done = new("no-sound", *ENOUGH, *words)
    assert done.exit_code == 2 and told in done.output
    assert not (trees / "no-sound.yaml").exists()


def test_the_trees_of_the_installation_are_left_alone(trees: Path):
    shutil.rmtree(trees)
    done = new("no-sound", *ENOUGH)
    assert done.exit_code == 2 and "no folder trees" in done.output


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40)


@given(title=TEXTS, question=st.none() | TEXTS, answers=st.lists(TEXTS, min_size=2, max_size=3), how=TEXTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_read_back_as_it_was(
    tmp_path: Path, title: str, question: str | None, answers: list[str], how: str
):
    words = [text.strip() for text in (title, question or "x", how, *answers)]
    if not all(words):
        return
    outline = Outline(
        "typed",
        title.strip(),
        "It works.",
        tuple(Fix(title.strip(), (how.strip(),)) for _ in answers),
        question=(question or "").strip(),
        answers=tuple(dict.fromkeys(words[3:])) if question else (),
    )
    (tmp_path / "typed.yaml").write_text(written(outline, source_locale="en"), encoding="utf-8", newline="\n")
    loaded = load(tmp_path)
    assert loaded.problems == ()
    tree = loaded.library.trees["typed"]
    assert tree.title.source == outline.title
    fixes = [step for step in tree.steps if step.how]
    assert {step.how[0].text.source for step in fixes} == {how.strip()}
    if question:
        labels = [option.label.source for option in tree.steps[0].options if option.label]
        assert tuple(labels) == outline.answers and tree.steps[0].title.source == outline.question


def test_answers_without_a_fix_lead_to_a_person_and_no_answer_typed_is_lost(trees: Path):
    done = new(
        "no-sound",
        *ENOUGH,
        "--question",
        "What happens?",
        *(w for a in "ABC" for w in ("--answer", f"It is {a}")),
    )
    assert done.exit_code == 0, done.output
    gotos = {option.id: option.goto for option in made(trees).steps[0].options}
    assert gotos == {"it-is-a": "next", "it-is-b": "ticket", "it-is-c": "ticket", "unsure": "next"}
    assert [
        one
        for one in lint(load(trees))
        if one.path.endswith("/no-sound.yaml") and "translation" not in one.rule
    ] == []


def test_a_title_that_is_too_long_is_asked_for_again(trees: Path):
    typed = "\n".join(
        ["x" * 201, "No sound", "", "run", "", "", "y" * 201, "Turn it up", "Press.", "", "A bell.", ""]
    )
    done = new("no-sound", typed=typed)
    assert done.exit_code == 0, done.output
    assert done.output.count("at most 200 characters") == 2
    assert made(trees).title.source == "No sound"


@pytest.mark.parametrize("name", ["con", "nul", "com1"])
def test_a_name_that_windows_cannot_open_is_refused(trees: Path, name: str):
    done = new(name, *ENOUGH)
    assert done.exit_code == 2 and f"{name}-does-not-open" in done.output
    assert not (trees / f"{name}.yaml").exists()
