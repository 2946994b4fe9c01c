"""What path tests found, for people, for programs and for CI."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree

from wizard.path_tests.coverage import Coverage, Share
from wizard.path_tests.mutating import Mutation, Survivor
from wizard.path_tests.running import TreeResults
from wizard.problem import Place, Problem, Walk

# So many names of what is missing are printed; JSON holds them all.
_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Report:
    """The results of some trees' tests, what they cover, and the trees that have no tests."""

    trees: Sequence[TreeResults]
    coverage: Mapping[str, Coverage]
    untested: Sequence[str] = ()

    @property
    def tests(self) -> int:
        """How many tests were run."""
        return sum(len(one.results) for one in self.trees)

    @property
    def failed(self) -> int:
        """How many did not pass."""
        return sum(one.failed for one in self.trees)

    def problems(self) -> Iterator[Problem]:
        """Yield every problem, in the order of the files."""
        for one in self.trees:
            yield from one.all_problems()


def as_text(report: Report) -> str:
    """Return failures with their walks, then what is covered, then a line that counts."""
    return "\n".join(_lines(report))


def as_json(report: Report) -> str:
    """Return the report as one JSON object: `problems`, `trees`, `untested`, `tests`, `failed`."""
    return json.dumps(
        {
            "tests": report.tests,
            "failed": report.failed,
            "problems": [_plain_problem(problem) for problem in report.problems()],
            "trees": {one.file.tree: _plain_tree(report, one) for one in report.trees},
            "untested": list(report.untested),
        },
        ensure_ascii=False,
        indent=2,
    )


def as_junit(report: Report) -> str:
    """Return the report as JUnit XML, which most CI systems show: a suite for each tree, a case for each test."""
    suites = ElementTree.Element("testsuites", tests=str(report.tests), failures=str(report.failed))
    for one in report.trees:
        count, failed = str(len(one.results)), str(one.failed)
        suite = ElementTree.SubElement(
            suites,
            "testsuite",
            name=one.file.tree,
            tests=count,
            failures=failed,
            errors=str(len(one.problems)),
        )
        for problem in one.problems:
            case = ElementTree.SubElement(suite, "testcase", classname=one.file.tree, name="the file")
            ElementTree.SubElement(case, "error", message=problem.message).text = "\n".join(told(problem))
        for result in one.results:
            case = ElementTree.SubElement(suite, "testcase", classname=one.file.tree, name=result.test.name)
            for problem in result.problems:
                failure = ElementTree.SubElement(case, "failure", message=problem.message)
                failure.text = "\n".join(told(problem))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def told(problem: Problem) -> Iterator[str]:
    """Yield the lines that tell a problem: where and what, what to write instead, and the walk."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    yield f"{place}: {problem.level} [{problem.rule}] {problem.message}"
    if problem.hint:
        yield f"    {problem.hint}"
    if problem.walk:
        yield f"    walk: {in_words(problem.walk)}"


def in_words(walk: Walk) -> str:
    """Return what was told and answered as `name=value`, in order."""
    return " ".join(f"{name}={value}" for name, value in walk)


def mutation_lines(found: Mutation) -> Iterator[str]:
    """Yield the lines that tell how the tests of a tree did against moved edges."""
    for survivor in found.survivors:
        yield from _survived(survivor)
    bound = "" if found.complete else "; not all walks could be looked at"
    yield (
        f"{found.tree}: {found.total} moved edges, {len(found.survivors)} not noticed ({found.percent:.1f} %); "
        f"{found.alike} make no difference{bound}"
    )


def _survived(survivor: Survivor) -> Iterator[str]:
    mutant, test = survivor.mutant, survivor.test
    place = f"{mutant.place.path}:{mutant.place.line}:{mutant.place.column}"
    yield f"{place}: no test of {test.tree} notices when {mutant.said}"
    known = tuple((f"{fact}~{by}", value) for fact, told in test.told.items() for by, value in told.items())
    yield f"    this walk would: {in_words((*known, *test.answers.items())) or 'the beginning alone'}"


def _lines(report: Report) -> Iterator[str]:
    for problem in report.problems():
        yield from told(problem)
    for one in report.trees:
        covered = report.coverage.get(one.file.tree)
        if covered is not None:
            yield from _covered(one, covered)
    if report.untested:
        yield f"without tests: {', '.join(report.untested)}"
    tests = "1 test" if report.tests == 1 else f"{report.tests} tests"
    trees = "1 tree" if len(report.trees) == 1 else f"{len(report.trees)} trees"
    yield f"{tests} of {trees}, {report.failed} failed"


def _covered(one: TreeResults, covered: Coverage) -> Iterator[str]:
    tests = "1 test" if len(one.results) == 1 else f"{len(one.results)} tests"
    yield f"{one.file.tree}: {tests}{f', {one.failed} failed' if one.failed else ''}"
    for name, share in (("steps", covered.steps), ("options", covered.options), ("ends", covered.ends)):
        yield from _share(f"  {name:8}", share)
    yield from _share("  texts   ", covered.texts)
    for locale, share in covered.languages.items():
        yield from _share(f"  {locale:8}", share)


def _share(head: str, share: Share) -> Iterator[str]:
    yield f"{head} {share.covered} of {share.total} ({_percent(share)} %)"
    for part in share.missing[:_NAMED]:
        yield f"           not {part.name} ({_at(part.place)})"
    if len(share.missing) > _NAMED:
        yield f"           and {len(share.missing) - _NAMED} more"


def _percent(share: Share) -> int:
    """Return whole percents; 100 only when nothing is missing."""
    return int(share.percent)


def _at(place: Place) -> str:
    return f"{place.path}:{place.line}"


def _plain_problem(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "level": problem.level.value,
        "message": problem.message,
        "hint": problem.hint,
        "walk": [list(pair) for pair in problem.walk],
    }


def _plain_tree(report: Report, one: TreeResults) -> dict[str, Any]:
    covered = report.coverage.get(one.file.tree)
    tests = [{"name": result.test.name, "passed": not result.problems} for result in one.results]
    return {"path": one.file.path, "tests": tests} | (
        {"coverage": _plain_coverage(covered)} if covered else {}
    )


def _plain_coverage(covered: Coverage) -> dict[str, Any]:
    shares = {
        "steps": covered.steps,
        "options": covered.options,
        "ends": covered.ends,
        "texts": covered.texts,
    }
    plain: dict[str, Any] = {name: _plain_share(share) for name, share in shares.items()}
    return plain | {"languages": {locale: _plain_share(share) for locale, share in covered.languages.items()}}


def _plain_share(share: Share) -> dict[str, Any]:
    missing = [
        {"name": part.name, "path": part.place.path, "line": part.place.line, "column": part.place.column}
        for part in share.missing
    ]
    return {"covered": share.covered, "total": share.total, "missing": missing}
