"""What a walk that was made says of what was expected of it: every difference, as a problem."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from wizard.engine.carry import Why
from wizard.journey import end_of
from wizard.known import Source
from wizard.library import Library
from wizard.model.step import Audience
from wizard.model.tree import Tree
from wizard.path_tests.model import RULE, PathTest
from wizard.path_tests.page import as_one_line, request_fields, words
from wizard.path_tests.walking import Walked
from wizard.problem import Place, Problem, Walk, problem_at
from wizard.rendering import Renderer
from wizard.transcript import transcript

_TELLERS = {Source.HOST: "the program told it", Source.PROBE: "the check of the computer found it"}
_SHOWN = 160

# Where in the file, what is different, what to write instead.
_Difference = tuple[Place, str, str]


@dataclass(frozen=True, slots=True)
class Checker:
    """Compares walks with what was expected of them, in one library."""

    library: Library
    renderer: Renderer

    @classmethod
    def of(cls, library: Library) -> Checker:
        """Return the checker of a library."""
        return cls(library, Renderer(library, lambda _, tree: f"tree:{tree}"))

    def problems(self, test: PathTest, made: Walked) -> list[Problem]:
        """Return every way in which the walk is not as expected, in the order of the file."""
        found = [
            *_untold(test, made),
            *_unanswered(test, made, self._trees(test)),
            *_place(test, made),
            *_way(test, made, self._trees(test)),
            *self._ticket(test, made),
            *self._texts(test, made),
        ]
        walk = told_walk(test, made)
        return [
            problem_at(place, RULE, f"{test.name}: {message}", hint, walk=walk)
            for place, message, hint in found
        ]

    def _trees(self, test: PathTest) -> Mapping[str, Tree]:
        return self.library.staff if test.audience is Audience.STAFF else self.library.customers

    def _ticket(self, test: PathTest, made: Walked) -> Iterator[_Difference]:
        asked = request_fields(made.stand)
        for at, name in enumerate(test.expected.fields):
            if name not in asked:
                hint = _meant(name, asked) or f"it asks for: {', '.join(asked) or 'nothing'}"
                place = test.place("expect", "ticket", "fields", at)
                yield place, f"the request does not ask for the field `{name}`", hint
        if not test.expected.says:
            return
        says = {line.id: line.value for line in transcript(self.library, made.stand, "en")}
        for name, value in test.expected.says.items():
            place = test.place("expect", "ticket", "says", name)
            if name not in says:
                hint = _meant(name, says) or f"it tells of: {', '.join(says) or 'nothing'}"
                yield place, f"the request does not tell of `{name}`", hint
            elif says[name] != value:
                yield place, f"the request says `{name}: {says[name]}`, not `{value}`", ""

    def _texts(self, test: PathTest, made: Walked) -> Iterator[_Difference]:
        for locale, fragments in test.expected.texts.items():
            if locale not in self.library.locales:
                place = test.place("expect", "texts", locale, key=True)
                yield (
                    place,
                    f"there is no language `{locale}` here",
                    f"known: {', '.join(self.library.locales)}",
                )
                continue
            page = words(self.library, self.renderer, made.stand, test.audience, locale)
            for at, fragment in enumerate(fragments):
                if as_one_line(fragment) not in page:
                    place = test.place("expect", "texts", locale, at)
                    message = f"the page of {_here(made)} does not say “{fragment}” in {locale}"
                    yield place, message, f"it says: {page[:_SHOWN]}{'…' if len(page) > _SHOWN else ''}"


def told_walk(test: PathTest, made: Walked) -> Walk:
    """Return what was told and then what was answered, in order, named as in a query string."""
    told = (
        (f"{fact}~{source}", value) for fact, values in test.told.items() for source, value in values.items()
    )
    return (*told, *made.given)


def _here(made: Walked) -> str:
    """Return how a writer calls the place where the walk stands."""
    step = made.at
    name = f"the step `{step.id}`" if step else f"the end `{end_of(made.stand)}`"
    tree = made.stand.tree.id
    return name if tree == made.began else f"{name} of the tree `{tree}`"


def _meant(name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, list(names), 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def _untold(test: PathTest, made: Walked) -> Iterator[_Difference]:
    """Yield what was told and cannot be."""
    for gone in made.dropped:
        sources = test.told.get(gone.step, {})
        for source in (source for source, value in sources.items() if value == gone.value):
            name = f"{gone.step}~{source}"
            facts = made.stands[0].tree.facts
            if gone.why is Why.NOT_OFFERED:
                values = [option.id for option in facts[gone.step].values]
                hint = _meant(gone.value, values) or f"its values are: {', '.join(values) or 'typed'}"
                yield test.place("known", name), f"the fact `{gone.step}` cannot be `{gone.value}`", hint
            else:
                hint = _meant(gone.step, facts) or f"the facts of _facts.yaml are: {', '.join(facts)}"
                yield test.place("known", name, key=True), f"there is no fact `{gone.step}`", hint


def _unanswered(test: PathTest, made: Walked, trees: Mapping[str, Tree]) -> Iterator[_Difference]:
    """Yield the answer that its step does not offer; else those that were not asked for."""
    if made.refused is not None and made.at is not None:
        value, step = test.answers[made.refused], made.at
        offered = [option.id for option in step.options]
        hint = _meant(value, offered) or (f"it offers: {', '.join(offered)}" if offered else "")
        yield test.place("answers", made.refused), f"the step `{step.id}` does not offer `{value}`", hint
        return
    passed_by = []
    for name in made.unused:
        place = test.place("answers", name, key=True)
        step_id = name.rpartition(":")[2]
        known = {passed.step: passed.value for passed in made.passed}
        if not _is_there(name, made, trees):
            names = {other for one in {made.began, made.stand.tree.id} for other in trees[one].index}
            message = f"there is no step `{name}`, so it is never asked; the walk stands at {_here(made)}"
            yield place, message, _meant(name, names) or "delete the answer"
        elif step_id in known:
            message = f"`{name}` is not asked: {_why_known(test, step_id)}"
            yield place, message, f"it is known as `{known[step_id]}`; delete the answer"
        else:
            passed_by.append(name)
    if passed_by:
        first, *others = passed_by
        nor = "".join(f", nor `{name}`" for name in others)
        message = f"`{first}` is never asked{nor}: the walk stands at {_here(made)}"
        hint = _meant(first, {made.at.id}) if made.at else ""
        yield test.place("answers", first, key=True), message, hint


def _why_known(test: PathTest, step: str) -> str:
    told = test.told.get(step)
    return (
        _TELLERS.get(next(iter(told)), "the program told it, signed") if told else "it follows from the rest"
    )


def _place(test: PathTest, made: Walked) -> Iterator[_Difference]:
    """Yield what is not as expected of the place where the walk stands."""
    wanted, tree = test.expected, made.stand.tree
    end = end_of(made.stand)
    if wanted.tree is not None and wanted.tree != tree.id:
        yield (
            test.place("expect", "tree"),
            f"the walk stands in the tree `{tree.id}`, not `{wanted.tree}`",
            "",
        )
    if wanted.step is not None and (made.at is None or made.at.id != wanted.step):
        hint = _meant(wanted.step, tree.index) if wanted.step not in tree.index else ""
        yield test.place("expect", "step"), f"the walk stands at {_here(made)}, not at `{wanted.step}`", hint
    if wanted.end is not None and end != wanted.end:
        ends = {*tree.ends, "solved", "ticket"}
        hint = _meant(wanted.end, ends) if wanted.end not in ends else ""
        yield test.place("expect", "end"), f"the walk stands at {_here(made)}, not at `{wanted.end}`", hint


def _way(test: PathTest, made: Walked, trees: Mapping[str, Tree]) -> Iterator[_Difference]:
    """Yield what is not as expected of the steps by which the walk came."""
    came_by = list(made.came_by())
    names = {step for _, step in came_by} | {f"{tree}:{step}" for tree, step in came_by}
    for at, name in enumerate(test.expected.steps):
        if name not in names:
            hint = "" if _is_there(name, made, trees) else _meant(name, trees[made.began].index)
            yield test.place("expect", "steps", at), f"the walk does not come by `{name}`", hint
    for at, name in enumerate(test.expected.never):
        if name in names:
            yield test.place("expect", "not", at), f"the walk comes by `{name}`", ""
        elif not _is_there(name, made, trees):
            hint = _meant(name, trees[made.began].index) or "delete it"
            yield test.place("expect", "not", at), f"there is no step `{name}`, so no walk comes by it", hint
    exactly = test.expected.exactly
    if exactly is not None and not _is_exactly(exactly, came_by):
        way = ", ".join(step if tree == made.began else f"{tree}:{step}" for tree, step in came_by)
        yield test.place("expect", "exactly"), f"the walk comes by {way or 'no step'}", ""


def _is_exactly(wanted: tuple[str, ...], came_by: list[tuple[str, str]]) -> bool:
    fits = (name in (step, f"{tree}:{step}") for name, (tree, step) in zip(wanted, came_by, strict=False))
    return len(wanted) == len(came_by) and all(fits)


def _is_there(name: str, made: Walked, trees: Mapping[str, Tree]) -> bool:
    """Tell whether a tree of the walk has that step; staff's steps count as there for all."""
    tree, _, step = name.rpartition(":")
    within = {tree} if tree else {made.began, *made.stand.walk.via, made.stand.tree.id}
    return any(step in trees[one].fingerprints or step in trees[one].index for one in within & trees.keys())
