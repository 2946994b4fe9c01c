"""What `wizard lint` found in its targets, gathered for a report: paths as one types them, texts, walks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from wizard.cli.context import DEFAULT_FOLDER
from wizard.cli.targets import Target, absolute, as_typed
from wizard.exploration.explore import Progress
from wizard.library import Loaded
from wizard.lint.lint import lint
from wizard.lint.report.contents import Earlier, Report, ShownWalk
from wizard.lint.report.walks import shown_walk
from wizard.lint.reviews import passed_reviews
from wizard.lint.slots import empty_slots
from wizard.problem import Place, Problem

# From a loaded folder to the trees that are broken there and served in an earlier revision.
LastGood = Callable[[Loaded], Mapping[str, Earlier]]


def reported(
    found: Iterable[Target],
    *,
    strict: bool,
    today: date,
    last_good: LastGood | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report on all targets; UsageError when one of them holds nothing to read.

    Days of review before `today` are listed. `progress` is told how far the linter is.
    """
    problems: set[Problem] = set()
    slots: set[Problem] = set()
    reviews: set[Problem] = set()
    served: dict[str, Earlier] = {}
    texts: dict[str, str] = {}
    walks: dict[Problem, ShownWalk] = {}
    for target in found:
        loaded = target.load()
        for problem in lint(loaded, progress=progress):
            if target.has(problem.path):
                problems.add(tidy := _tidy(problem))
                texts.setdefault(tidy.path, _text(loaded, problem.path))
                if problem.walk:
                    walks[tidy] = _tidy_walk(shown_walk(loaded, problem, _program(target)))
        for listed, found_beside in (
            (slots, empty_slots(loaded)),
            (reviews, passed_reviews(loaded, today)),
        ):
            for one in found_beside:
                if target.has(one.path):
                    listed.add(tidy := _tidy(one))
                    texts.setdefault(tidy.path, _text(loaded, one.path))
        if last_good is not None and loaded.broken:
            served |= {
                tree: earlier
                for tree, earlier in last_good(loaded).items()
                if target.has(f"{loaded.shown}/{tree}.yaml")
            }
    return Report(sorted(problems), sorted(slots), served, strict, texts, walks, sorted(reviews))


def _text(loaded: Loaded, path: str) -> str:
    """Return what a file with a problem holds; "" when that cannot be read."""
    source = loaded.sources.get(path)
    if source is not None:
        return source.text
    try:
        file = loaded.folder / path.removeprefix(f"{loaded.shown}/")
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _tidy(problem: Problem) -> Problem:
    """Return the problem with paths as one types them."""
    return replace(problem, path=as_typed(problem.path), hint=problem.hint.replace(" ./", " "))


def _tidy_walk(walk: ShownWalk) -> ShownWalk:
    stops = (
        stop._replace(place=Place(as_typed(stop.place.path), *stop.place[1:])) if stop.place else stop
        for stop in walk.stops
    )
    return replace(walk, stops=tuple(stops))


def _program(target: Target) -> str:
    """Return how a command begins that looks at the same folder of trees."""
    is_default = absolute(target.folder) == absolute(DEFAULT_FOLDER)
    return "wizard" if is_default else f"wizard --trees {as_typed(target.folder.as_posix())}"
