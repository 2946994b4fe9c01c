"""Every operation does what the OpenAPI document says of it, for data that fits and data that does not.

The data is made by schemathesis from the document alone, the same in each run of the same tests. Run with `-s` to see
the counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import schemathesis
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    OperationConfig,
    OperationsConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.config._checks import NegativeDataRejectionConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.filters import FilterSet

from tests.api.conftest import SHIPPED, Api
from webui.api.table import BASE, OPERATIONS

EXAMPLES = 20
SEED = 20260321
# What fits the document may still not fit the tree or the request: that is 404 or 422.
TAKEN = ["2xx", "304", "401", "403", "404", "409", "410", "414", "422"]


class Hurried(Api):
    """An application whose clock goes on by ten seconds with each look: nobody is too often there."""

    def __init__(self, api: Api) -> None:
        super().__init__(api.app)
        self.replace(clock=self.later)

    def later(self):
        self.now += timedelta(seconds=10)
        return self.now


@dataclass
class Tried:
    """What a run came to: cases and checks by operation, statuses, what did not hold, operations that were done."""

    cases: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)


def configured(parameters: dict[str, str]) -> SchemathesisConfig:
    accepting = PositiveDataAcceptanceConfig(expected_statuses=TAKEN)
    # Made-up names in the address of a position are something known, whatever brackets were meant to nest there;
    # that its own parameters are refused when they do not fit is tested by hand.
    free = ChecksConfig(
        positive_data_acceptance=accepting, negative_data_rejection=NegativeDataRejectionConfig(enabled=False)
    )
    position = FilterSet()
    position.include(operation_id="showPosition")
    project = ProjectConfig(
        parameters=parameters,
        headers={"Accept-Encoding": "identity"},  # what it asks in process it does not unzip
        checks=ChecksConfig(positive_data_acceptance=accepting),
        generation=GenerationConfig(max_examples=EXAMPLES, deterministic=True, database="none"),
        operations=OperationsConfig(operations=[OperationConfig(filter_set=position, checks=free)]),
    )
    return SchemathesisConfig(projects=ProjectsConfig(default=project), seed=SEED)


def run(api: Api, parameters: dict[str, str]) -> Tried:
    """Try all operations, with these parameters where they stand in an address and all else made up."""
    found = Tried()
    schema = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", api.app, config=configured(parameters))
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            count(found, event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            found.wrong.append(str(event))
    return found


def count(found: Tried, event: events.ScenarioFinished) -> None:
    recorder = event.recorder
    for case_id, one in recorder.cases.items():
        found.cases[one.value.operation.label] += 1
        interaction = recorder.interactions.get(case_id)
        if interaction is not None and interaction.response is not None:
            found.statuses[interaction.response.status_code] += 1
            if interaction.response.status_code in (200, 201):
                found.done.add(one.value.operation.definition.raw["operationId"])
    found.wrong += failures(event)
    for checks in recorder.checks.values():
        found.checks.update(check.name for check in checks)


def failures(event: events.ScenarioFinished) -> Iterator[str]:
    for case_id, checks in event.recorder.checks.items():
        case = event.recorder.cases[case_id].value
        for check in checks:
            if check.status is not Status.SUCCESS:
                failure = check.failure_info.failure if check.failure_info else ""
                yield f"{check.name}: {failure}\n{case.as_curl_command()}"


@pytest.fixture(scope="module")
def api(start: Callable[..., Api]) -> Api:
    return Hurried(start(SHIPPED))


@pytest.mark.parametrize("there", [False, True], ids=["made up", "there"])
def test_every_operation_keeps_to_the_document(api: Api, there: bool) -> None:
    parameters = {}
    if there:
        filed = api.file({"description": "Words", "email": "reader@example.org"})
        parameters = {"path.id": "digits-instead-of-letters", "path.token": json.loads(filed.text)["token"]}
    tried = run(api, parameters)
    print(
        f"\n{sum(tried.cases.values())} cases {dict(tried.cases)}, {sum(tried.checks.values())} checks "
        f"{dict(tried.checks)}, statuses {dict(sorted(tried.statuses.items()))}, {len(tried.wrong)} failures"
    )
    assert not tried.wrong, "\n\n".join(tried.wrong)
    assert set(tried.cases) == {f"{one.method} {BASE}{one.path}" for one in OPERATIONS}
    assert min(tried.cases.values()) >= EXAMPLES
    assert not there or tried.done >= {"answerStep", "fileTicket", "showPosition", "showTicket"}
    assert {200, 201, 400, 422} <= set(tried.statuses) and max(tried.statuses) < 500
