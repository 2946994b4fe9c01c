"""`wizard new`: a few questions, and a draft of a tree that passes lint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import click

from wizard import limits
from wizard.cli.context import Setting, shown
from wizard.library import Library
from wizard.new.kept import New, ensure_new, keep
from wizard.new.outline import Fix, Outline, tree_id
from wizard.problem import Level

_ANSWERS = ("Yes", "No")


@click.command("new")
@click.argument("tree")
@click.option("--title", help="What customers read in lists and searches.")
@click.option("--summary", help="A sentence below the title.")
@click.option("--stage", help="When the trouble comes: an id under stages in _site.yaml.")
@click.option("--keywords", help="Other words that customers search with, separated by commas.")
@click.option("--question", help="What to ask first, to tell the cases apart.")
@click.option(
    "--answer",
    "answers",
    multiple=True,
    help="An answer to it; may be given several times. Default: Yes, No.",
)
@click.option(
    "--fix",
    "fixes",
    multiple=True,
    nargs=2,
    metavar="TITLE HOW",
    help="Something to try, and what to do; may be given several times. Lines of HOW become numbered.",
)
@click.option("--check", help="How customers see that a fix helped.")
@click.pass_obj
def new(
    setting: Setting,
    tree: str,
    title: str | None,
    summary: str | None,
    stage: str | None,
    keywords: str | None,
    question: str | None,
    answers: tuple[str, ...],
    fixes: tuple[tuple[str, str], ...],
    check: str | None,
) -> None:
    """Write a new tree: a draft that passes lint and can be walked at once.

    TREE is its id, as no-sound; the file will be TREE.yaml in the folder of trees. What no option says is asked.

    The first fix is for those who give the first answer, the second for the second; fixes beyond that are for all.
    An answer without a fix leads to a person.

    Example: wizard new no-sound --title "No sound" --fix "Turn it up" "Press the louder key." --check "You hear it."
    """
    tree_id(tree)
    if setting.demonstration:
        raise click.UsageError("there is no folder trees here: make one, or name yours with --trees DIR")
    ensure_new(setting.folder, tree)
    loaded = setting.load()
    asking = title is None or not fixes or check is None
    title = title or _asked("Title, in the customer's words", _short)
    outline = Outline(
        id=tree,
        title=_short(title),
        summary=_or_asked(summary, "A sentence below the title (Enter for none)", asking),
        stage=_stage(loaded.library, stage, asking),
        keywords=_words(
            _or_asked(keywords, "Other words to search with, with commas (Enter for none)", asking)
        ),
        question=(asked := _or_asked(question, "First question (Enter for none)", asking, _short)),
        answers=_answers(asked, answers, asking),
        fixes=_fixes(fixes),
        check=check or _asked("How does a customer see that it worked?"),
    )
    _tell(keep(setting.folder, shown(setting.folder), outline, loaded.library))


def _asked(question: str, tidy: Callable[[str], str] = str.strip) -> str:
    """Return what is typed; asks again when that is nothing, or `tidy` says with a UsageError what is wrong with it."""

    def needed(typed: str) -> str:
        if not typed.strip():
            raise click.UsageError("something has to stand here")
        return tidy(typed)

    answer: str = click.prompt(question, value_proc=needed)
    return answer


def _or_asked(given: str | None, question: str, asking: bool, tidy: Callable[[str], str] = str.strip) -> str:
    """Return what an option says; without it what is typed, where questions are asked at all."""
    if given is not None:
        return tidy(given)
    return str(click.prompt(question, default="", show_default=False, value_proc=tidy)) if asking else ""


def _short(text: str) -> str:
    if len(text) > limits.LABEL:
        raise click.UsageError(f"at most {limits.LABEL} characters can stand here: {text[:40]}…")
    return " ".join(text.split())


def _stage(library: Library, given: str | None, asking: bool) -> str:
    stages = list(library.site.stages)
    if given is not None and given not in stages:
        raise click.UsageError(
            f"_site.yaml has no stage {given}. The stages are: {', '.join(stages) or 'none'}."
        )
    if given is not None or not stages or not asking:
        return given or ""
    return str(click.prompt("Stage", type=click.Choice(stages), default=stages[0]))


def _words(given: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in given.split(",") if (word := part.strip())))


def _answers(question: str, given: Sequence[str], asking: bool) -> tuple[str, ...]:
    if not question:
        if given:
            raise click.UsageError("--answer goes with --question")
        return ()
    if not given and asking:
        typed = str(click.prompt("Its answers, separated by |", default=" | ".join(_ANSWERS)))
        given = typed.split("|")
    found = tuple(dict.fromkeys(short for one in given or _ANSWERS if (short := _short(one))))
    if len(found) < 2:
        raise click.UsageError("a question needs two answers at least; “I am not sure” is added to them")
    return found


def _fixes(given: Sequence[tuple[str, str]]) -> tuple[Fix, ...]:
    found = list(given) or list(_asked_fixes())
    made = tuple(Fix(_short(title), _lines(how)) for title, how in found if title.strip())
    if not made or not all(fix.how for fix in made):
        raise click.UsageError("each --fix needs a title and what to do")
    return made


def _asked_fixes() -> Iterator[tuple[str, str]]:
    title = _asked("First thing to try, such as: Turn the sound up", _short)
    while title:
        yield title, _asked("What to do there, in one sentence")
        title = str(
            click.prompt(
                "Next thing to try (Enter when that is all)",
                default="",
                show_default=False,
                value_proc=_short,
            )
        )


def _lines(how: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in how.splitlines() if line.strip())


def _tell(made: New) -> None:
    click.echo(f"{shown(made.file)}: written, as a draft")
    for file, count in made.translations.items():
        click.echo(f"{shown(file)}: {count} texts to translate")
    errors = [problem for problem in made.problems if problem.level is Level.ERROR]
    for problem in errors:
        click.echo(f"{problem.path}:{problem.line}:{problem.column}: {problem.message}", err=True)
    click.echo(
        "Next: wizard serve --watch shows it while you write; then translate, and take out `draft: true`."
    )
    sys.exit(1 if errors else 0)
