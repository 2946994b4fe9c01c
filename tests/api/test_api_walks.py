"""Trees, positions, answers and the search over the API; positions agree with `wizard walk --json`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from tests.api.conftest import SAMPLES, SHIPPED, Api, problem
from wizard.cli import main
from wizard.store import StoreUnreachable

# What both tell; the API adds words to it.
SHARED = ("tree", "revision", "position", "left", "dropped")
GIVEN = ("step", "value", "source", "by")


def by_command(folder, tree: str, query: str) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["--trees", str(folder), "walk", tree, "--known", query, "--json"])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def bare(told: dict[str, Any]) -> dict[str, Any]:
    """A position of the API without words."""
    trail = [{name: given[name] for name in GIVEN if name in given} for given in told["trail"]]
    return {**{name: told[name] for name in SHARED}, "trail": trail}


@pytest.mark.parametrize(
    ("tree", "query"),
    [
        ("digits-instead-of-letters", ""),
        ("digits-instead-of-letters", "where=program&keys=all&windows~host=win10"),
        ("question-marks", "windows=win11&windows~probe=win10&nonsense=1&where=program&where=all"),
        ("error-1603", "_via=installer-message&installer-message:number=e1603&_r=000000"),
    ],
)
def test_a_position_is_the_one_that_the_command_tells(shipped: Api, tree, query):
    told = shipped.get(f"/trees/{tree}/position?{query}&_locale=fa")
    assert told.status_code == 200
    assert bare(told.json) == by_command(SHIPPED, tree, query)
    assert (told.json["locale"], told.json["dir"]) == ("fa", "rtl")


@pytest.mark.parametrize(
    ("tree", "query"),
    [
        ("typed-answers", ""),
        ("typed-answers", "seconds=12&engine=none-shown&newer-engine=not-solved"),
        ("several-answers", "missing=pictures.texts"),
        ("named-ends", "card=lost"),
        ("jump-to-another-tree", "number=e1603"),
        ("jump-to-another-tree", "number=e2000"),
        ("several-answers", "missing=texts&missing=sound"),
    ],
)
def test_a_position_of_each_shape_is_the_one_that_the_command_tells(samples: Api, tree, query):
    told = samples.get(f"/trees/{tree}/position?{query}")
    assert bare(told.json) == by_command(SAMPLES, tree, query)


def test_texts_are_markdown_and_safe_html_in_their_language(shipped: Api):
    step = shipped.get("/trees/question-marks/position?_locale=fa").json["step"]
    assert step["title"]["lang"] == "fa" and step["title"]["dir"] == "rtl"
    assert step["options"] and all(option["label"]["html"] for option in step["options"])


def test_a_text_without_translation_says_in_which_language_it_is(start: Callable[..., Api], tmp_path: Path):
    trees = shutil.copytree(SAMPLES, tmp_path / "trees")
    site = trees / "_site.yaml"
    site.write_text(site.read_text("utf-8").replace("{en: source}", "{en: source, fa: offered}"), "utf-8")
    title = start(trees).get("/trees/typed-answers/position?_locale=fa").json["title"]
    assert (title["lang"], title["dir"]) == ("en", "ltr")
    assert title["markdown"] == "The program is slow" and 'lang="en"' in title["html"]


def test_instructions_of_several_parts_are_one_list_in_both_shapes(samples: Api):
    told = samples.get("/trees/instructions-in-parts/position?windows~host=win10").json
    how = told["step"]["how"]
    assert how["markdown"].startswith("1. ") and how["html"].startswith("<ol>")
    assert how["markdown"].count("\n1. ") + 1 == how["html"].count("<li>") == 3


def test_typed_steps_tell_how_they_are_judged(samples: Api):
    step = samples.get("/trees/typed-answers/position").json["step"]
    assert step["typed"]["kind"] == "number"
    assert (step["typed"]["least"], step["typed"]["most"]) == ("0", "3600")
    assert step["typed"]["unit"]["markdown"] == "seconds"


def test_a_step_is_shown_again_with_its_answer_while_the_position_stays(samples: Api):
    told = samples.get("/trees/typed-answers/position?seconds=45&_at=seconds").json
    assert told["position"]["step"] == "index"
    assert (told["step"]["id"], told["step"]["value"]) == ("seconds", "45")


def test_ends_tell_what_their_pages_show(samples: Api):
    told = samples.get("/trees/named-ends/position?card=lost").json
    assert told["position"] == {"end": "lost-card"} and "step" not in told
    assert told["end"]["kind"] == "ticket"
    assert told["end"]["text"]["markdown"] == "We look your purchase up."
    assert {"serial-last4", "work-computer"} <= {field["id"] for field in told["fields"]}
    assert "window-picture" not in {field["id"] for field in told["fields"]}
    assert told["left"] == {"least": 0, "most": 0}


def test_a_solved_end_tells_how_to_keep_it_from_coming_back(samples: Api):
    told = samples.get("/trees/named-ends/position?card=fine&type-right=solved").json
    assert told["end"]["kind"] == "solved" and told["end"]["prevent"]["markdown"].startswith("Keep the card")
    assert told["channels"] == [] and told["fields"] == []


def test_what_was_learnt_besides_the_trail_is_told_in_words(shipped: Api):
    told = shipped.get("/trees/digits-instead-of-letters/position?windows~host=win10&_locale=en").json
    (line,) = told["besides"]
    assert (line["id"], line["value"], line["source"]) == ("windows", "win10", "host")
    assert line["answer"]["markdown"] == "Windows 10"


def test_an_answer_is_recorded_as_coming_by_the_api_without_free_text(samples: Api):
    told = samples.answer("typed-answers", "seconds", "45")
    assert told.status_code == 200 and told.json["position"]["step"] == "index"
    walk = told.json["walk"]
    known = told.json["query"]
    after = samples.answer("typed-answers", "index", "not-solved", query=known)
    after = samples.answer("typed-answers", "engine", "none-shown", query=after.json["query"])
    after = samples.answer("typed-answers", "newer-engine", "not-solved", query=after.json["query"])
    after = samples.answer("typed-answers", "code", "1603", query=after.json["query"])
    assert after.json["walk"] == walk and after.json["position"]["step"] == "read-only"
    events = samples.store.events_of(walk)
    assert [event.step for event in events] == ["seconds", "index", "engine", "newer-engine", "code"]
    assert {event.channel for event in events} == {"api"}
    assert events[-1].value == "given"


def test_asking_for_a_position_records_nothing(samples: Api):
    told = samples.get("/trees/typed-answers/position?seconds=45&_w=walk-of-a-reader")
    assert told.json["walk"] == "walk-of-a-reader"
    assert samples.store.events_of("walk-of-a-reader") == []


def test_what_is_known_may_be_sent_by_names_as_well(samples: Api):
    known = {"seconds": "45", "_w": "walk-by-names"}
    told = samples.answer("typed-answers", "index", "not-solved", known=known)
    assert told.json["walk"] == "walk-by-names" and told.json["position"]["step"] == "engine"
    assert dict(pair.split("=") for pair in told.json["query"].split("&"))["seconds"] == "45"


def test_several_options_are_sent_as_a_list(samples: Api):
    told = samples.answer("several-answers", "missing", ["pictures", "texts"])
    assert told.json["trail"][0]["value"] == "texts.pictures"


def test_an_answer_may_lead_into_another_tree(samples: Api):
    told = samples.answer("jump-to-another-tree", "number", "e1603").json
    assert told["tree"] == "shared-question"
    assert told["query"].count("_via=jump-to-another-tree") == 1
    again = samples.get(f"/trees/{told['tree']}/position?{told['query']}").json
    assert bare(again) == bare(told)


def test_the_query_of_an_answer_is_the_address_of_the_page(samples: Api):
    told = samples.answer("typed-answers", "seconds", "45").json
    page = samples.client.get(f"/en/{told['tree']}?{told['query']}")
    assert page.status_code == 200 and "Build the index again" in page.text
    assert "_w=" not in told["url"]


@pytest.mark.parametrize(
    ("step", "value", "pointer", "said"),
    [
        ("seconds", "many", "/value", "a number, at least 0, at most 3600"),
        ("seconds", "3601", "/value", "a number"),
        ("seconds", "", "/value", "a number"),
        ("seconds", ["1", "2"], "/value", "a number"),
        ("nobody", "yes", "/step", "has no step nobody"),
        ("index", "maybe", "/value", "solved, not-solved"),
        ("code", "12345", "/value", "text"),
    ],
)
def test_an_answer_that_is_not_offered_is_refused_where_it_stands(samples: Api, step, value, pointer, said):
    told = samples.answer("typed-answers", step, value)
    assert problem(told) == "does-not-fit"
    (fault,) = told.json["errors"]
    assert fault["pointer"] == pointer and said in fault["detail"]


def test_an_answer_to_a_question_that_has_changed_is_not_taken(samples: Api):
    tree = samples.services.library.customers["typed-answers"]
    before = samples.services.stands.__class__(
        samples.services.library.customers, lambda tree, revision: {"seconds": "another"}
    )
    samples.replace(stands=before)
    told = samples.answer("typed-answers", "seconds", "45", known={"_r": "abcdef"})
    assert tree.revision != "abcdef"
    assert (told.status_code, problem(told)) == (409, "step-changed")


def test_while_the_store_is_away_a_walk_goes_on(samples: Api, monkeypatch):
    def away(*_: object) -> None:
        raise StoreUnreachable(where="gone", why="gone")

    monkeypatch.setattr(samples.store, "record_event", away)
    assert samples.answer("typed-answers", "seconds", "45").json["position"]["step"] == "index"


def test_trees_are_listed_with_what_they_can_be_chosen_by(shipped: Api):
    told = shipped.get("/trees").json
    assert [tree["id"] for tree in told["trees"]] == sorted(shipped.services.library.customers)
    stage = told["stages"][0]["id"]
    some = shipped.get(f"/trees?stage={stage}").json["trees"]
    assert some and {tree["stage"] for tree in some} == {stage}
    product = told["products"][0]["id"]
    some = shipped.get(f"/trees?product={product}").json["trees"]
    assert some and all(not tree["products"] or product in tree["products"] for tree in some)


def test_trees_are_told_so_many_at_a_time(shipped: Api):
    found, after = [], ""
    while True:
        told = shipped.get(f"/trees?limit=4&after={after}").json
        assert 0 < len(told["trees"]) <= 4
        found += [tree["id"] for tree in told["trees"]]
        after = told.get("next")
        if after is None:
            break
    assert found == sorted(shipped.services.library.customers)
    assert [shipped.get(f"/trees?limit={number}").status_code for number in ("200", "201", "0", "x")] == [
        200,
        400,
        400,
        400,
    ]


def test_a_tree_tells_its_steps_its_facts_and_the_fields_of_a_request(samples: Api):
    told = samples.get("/trees/typed-answers").json
    assert [step["id"] for step in told["steps"]] == [
        "seconds",
        "index",
        "engine",
        "newer-engine",
        "code",
        "read-only",
    ]
    assert told["steps"][0]["type"] == "number"
    assert {"product", "program-version"} <= {field["id"] for field in told["fields"]}
    facts = samples.get("/trees/placeholders").json["facts"]
    assert all(fact["values"] or fact["type"] for fact in facts)


def test_staff_steps_are_not_there(samples: Api):
    staff = {step.id for step in samples.services.library.staff["staff-only"].steps}
    shown = {step["id"] for step in samples.get("/trees/staff-only").json["steps"]}
    assert shown < staff


def test_the_search_finds_trees_with_the_answers_that_the_query_gives(shipped: Api):
    told = shipped.get("/search?" + urlencode({"q": "error 1603", "_locale": "en"})).json
    assert told["hits"][0]["tree"] == "error-1603"
    assert shipped.get("/search?q=zzzzqqqq").json["hits"] == []
    assert shipped.store.searches(10) == []  # a program may ask on each key


def test_the_search_is_forgiving_with_the_keyboard_layout_unless_it_is_meant_so(shipped: Api):
    told = shipped.get("/search?" + urlencode({"q": "ثققخق 1603", "_locale": "fa"})).json
    assert told["searched_for"] == "error 1603" and told["hits"]
    meant = shipped.get("/search?" + urlencode({"q": "ثققخق 1603", "typed": "1"})).json
    assert meant["searched_for"] == meant["query"]


def test_links_in_texts_lead_to_pages(samples: Api):
    hint = samples.get("/trees/jump-to-another-tree/position").json["step"]["hint"]
    assert "(tree:typed-answers)" in hint["markdown"]
    assert 'href="/en/typed-answers"' in hint["html"]
