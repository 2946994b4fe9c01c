"""Walking a tree: pages, answers, changes, events."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qsl

import pytest

from tests.webui.conftest import HTMX, Site
from webui.texts import words
from wizard.query import walk_from

W = "walk-0123456789"


def known(address: str) -> str:
    """The query of an address without what every link of a walk carries."""
    pairs = address.partition("?")[2].split("&")
    return "&".join(pair for pair in pairs if pair.partition("=")[0] not in ("_r", "_w"))


def test_a_plain_form_is_answered_with_see_other_to_the_next_page(samples: Site):
    page = samples.answer(samples.get(f"/en/jump-to-another-tree?_w={W}"), "other")
    assert page.status == 303
    assert known(page.headers["Location"]) == "number=other"
    assert "HX-Push-Url" not in page.headers
    assert samples.follow(page).h1 == "Run setup again"


def test_htmx_gets_the_next_page_at_once_with_its_address_and_the_focus_on_the_heading(samples: Site):
    page = samples.answer(samples.get(f"/en/jump-to-another-tree?_w={W}"), "other", headers=HTMX)
    assert page.status == 200
    assert known(page.headers["HX-Push-Url"]) == "number=other"
    assert f"_w={W}" in page.headers["HX-Push-Url"]
    assert page.h1 == "Run setup again"
    assert "autofocus" in page.html
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_nothing_chosen_shows_the_step_again_with_what_to_do(samples: Site, headers):
    page = samples.answer(samples.get("/en/jump-to-another-tree"), [], headers=headers)
    assert page.status == 422
    assert page.headers["HX-Push-Url"] == "false"
    assert page.title.startswith("Error: Which number is it?")
    assert "There is a problem" in page.text
    assert page.text.count("Choose an answer") == 2


def test_the_error_is_said_in_the_language_of_the_page(shipped: Site):
    page = shipped.answer(shipped.get("/fa/digits-instead-of-letters"), [])
    assert (page.status, page.root["lang"], page.root["dir"]) == (422, "fa", "rtl")
    assert page.title.startswith("خطا: ")
    assert words("fa")("Choose an answer") in page.text
    assert shipped.answer(shipped.get("/ar/digits-instead-of-letters"), []).title.startswith("خطأ: ")


def test_what_was_typed_wrongly_stands_in_the_box_again(samples: Site):
    page = samples.answer(samples.get("/en/typed-answers"), "four thousand")
    assert page.status == 422
    assert page.form.boxes["answer"] == "four thousand"
    assert "Type a number from 0 to 3600" in page.text


def test_an_option_that_is_not_offered_is_refused(samples: Site):
    page = samples.answer(samples.get(f"/en/jump-to-another-tree?_w={W}-x"), "e9999")
    assert page.status == 422
    assert samples.events(f"{W}-x") == []


def test_digits_of_all_families_are_taken_in_a_typed_answer(samples: Site):
    for typed in ("١٢", "۱۲", "12"):
        page = samples.answer(samples.get("/en/typed-answers"), typed)
        assert known(page.headers["Location"]) == "seconds=12"


def test_several_answers_are_kept_in_the_order_of_the_options(samples: Site):
    page = samples.answer(samples.get("/en/several-answers"), ["pictures", "texts"])
    assert known(page.headers["Location"]) == "missing=texts.pictures"
    assert samples.answer(samples.get("/en/several-answers"), ["unsure", "texts"]).status == 422
    assert "Choose at least one answer" in samples.answer(samples.get("/en/several-answers"), []).text


def test_a_fresh_walk_id_stands_in_forms_alone(samples: Site):
    page = samples.get("/en/jump-to-another-tree?number=other")
    (fresh,) = (value for name, value in page.form.hidden if name == "_w")
    assert page.html.count(fresh) == sum(("_w", fresh) in form.hidden for form in page.forms)
    assert not page.hrefs("_w=")


def test_links_of_a_walk_with_an_id_keep_it_but_those_for_others_do_not(samples: Site):
    context = samples.vouched("trusted-context-id")
    page = samples.get(f"/en/changed-facts?system-locale=other&_w={W}&{context}")
    assert all(f"_w={W}" in link and "_c=trusted" in link for link in page.hrefs("_at="))
    assert page.canonical() == "http://localhost/en/changed-facts"
    parts = unescape(page.html).split('"')
    (resume,) = (part for part in parts if part.startswith("http://localhost/en/changed-facts?"))
    assert known(resume) == "system-locale=other"
    assert "_w" not in resume and "_c" not in resume
    assert "print" in page.text.lower() and "copy" in page.text.lower()


def test_looking_at_a_page_writes_nothing(samples: Site):
    samples.get(f"/en/jump-to-another-tree?number=other&_w={W}-look")
    assert samples.events(f"{W}-look") == []


def test_an_answer_is_an_event_and_a_changed_one_takes_the_former_back(samples: Site):
    walk = f"{W}-events"
    samples.walk(f"/en/jump-to-another-tree?_w={walk}", "other", "unable")
    first, second = samples.events(walk)
    assert (first.step, first.value, first.reached) == ("number", "other", "again")
    assert (second.step, second.value, second.reached) == ("again", "unable", "tree:several-answers")
    assert (first.locale, first.channel, first.audience, first.at) == ("en", "web", "customer", samples.now)
    samples.answer(samples.get(f"/en/jump-to-another-tree?number=other&_at=number&_w={walk}"), "unsure")
    kept = [(event.step, event.value) for event in samples.events(walk) if not event.superseded]
    assert kept == [("number", "unsure")]


def test_the_event_of_an_answer_that_leads_to_another_tree_says_so(samples: Site):
    samples.walk(f"/en/jump-to-another-tree?_w={W}-jump", "e1603")
    (event,) = samples.events(f"{W}-jump")
    assert (event.tree, event.reached) == ("jump-to-another-tree", "tree:shared-question")


def test_typed_text_is_kept_as_given_only(samples: Site):
    walk = f"{W}-typed"
    page = samples.walk(f"/en/typed-answers?_w={walk}", "3", "unsure", "not-solved")
    samples.answer(page, "1603")
    assert [event.value for event in samples.events(walk)] == ["3", "unsure", "not-solved", "given"]


def test_an_answer_sent_twice_and_from_two_tabs_counts_once(samples: Site):
    walk = f"{W}-twice"
    page = samples.get(f"/en/jump-to-another-tree?_w={walk}")
    other_tab = samples.get(f"/en/jump-to-another-tree?_w={walk}")
    for form in (page, page, other_tab):
        samples.answer(form, "other")
    counted = [(event.step, event.value) for event in samples.events(walk) if not event.superseded]
    assert counted == [("number", "other")]


def test_back_and_another_answer_is_a_change(samples: Site):
    walk = f"{W}-back"
    first = samples.get(f"/en/jump-to-another-tree?_w={walk}")
    samples.answer(first, "other")
    samples.answer(first, "unsure")  # the page that Back showed
    counted = [(event.step, event.value) for event in samples.events(walk) if not event.superseded]
    assert counted == [("number", "unsure")]


def test_an_answer_to_a_step_that_the_walk_does_not_come_by_is_no_event(samples: Site):
    walk = f"{W}-off"
    form = samples.get(f"/en/typed-answers?_w={walk}").form
    form.hidden = [(name, "newer-engine" if name == "_step" else value) for name, value in form.hidden]
    page = samples.send(form, {"answer": "solved"})
    assert samples.follow(page).h1 == "How many seconds does a search take?"
    assert samples.events(walk) == []


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_changed_answer_keeps_what_still_applies_and_names_what_does_not(samples: Site, headers):
    answers = "seconds=40&index=not-solved&engine=2.0&newer-engine=not-solved"
    shown = samples.get(f"/en/typed-answers?{answers}&_at=seconds")
    assert shown.form.boxes["answer"] == "40"
    page = samples.answer(shown, "3", headers=headers)
    page = page if headers else samples.follow(page)
    assert "Your answer to “Build the index again” is not needed any more." in page.text
    assert page.h1 == "Which number stands in the title of the message?"
    onward = [*page.hrefs("_at="), *(value for name, value in page.form.hidden if name == "_known")]
    assert onward and not any("index=" in link.replace("newer-engine", "") for link in onward)
    assert all("newer-engine=not-solved" in link for link in onward)


def test_a_value_off_the_path_is_named_once(samples: Site):
    page = samples.get("/en/typed-answers?seconds=3&index=not-solved")
    assert page.text.count("Build the index again") == 1
    assert not page.hrefs("index=")
    next_page = samples.follow(samples.answer(page, "2.1"))
    assert "Build the index again" not in next_page.text


def test_back_and_change_show_the_earlier_answer_marked(samples: Site):
    page = samples.get("/en/jump-to-another-tree?number=other&_at=number")
    assert page.form.marked("answer") == ["other"]
    assert samples.get("/en/jump-to-another-tree?number=other").hrefs("_at=number")


def test_start_again_drops_everything(samples: Site):
    page = samples.get(f"/en/several-answers?missing=texts&windows~host=win10&_w={W}")
    assert "/en/several-answers" in page.hrefs()


def test_a_jump_takes_the_facts_along_and_leads_to_the_address_there(samples: Site):
    page = samples.answer(samples.get(f"/en/jump-to-another-tree?windows~host=win10&_w={W}"), "e1603")
    assert page.status == 303
    assert page.headers["Location"].startswith("/en/shared-question?windows~host=win10")
    assert "jump-to-another-tree:number=e1603" in page.headers["Location"]
    assert "your program told us" in samples.follow(page).text
    there = samples.get("/en/jump-to-another-tree?number=e1603")
    assert there.headers["Location"].startswith("/en/shared-question?jump-to-another-tree:number=e1603")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_changed_answer_that_leads_to_another_tree_names_what_it_leaves_out(samples: Site, headers):
    shown = samples.get("/en/jump-to-another-tree?number=other&again=not-solved&_at=number")
    page = samples.answer(shown, "e1603", headers=headers)
    page = page if headers else samples.follow(page)
    assert page.h1 == "Which Windows do you have?"
    assert "Your answer to “Run setup again” is not needed any more." in page.text
    assert page.form.action == "/en/shared-question"
    assert not page.hrefs("again=")


def test_back_leads_over_a_jump_to_the_step_that_led_there(samples: Site):
    page = samples.walk(f"/en/jump-to-another-tree?windows~host=win10&_w={W}", "e1603")
    (back,) = (link["href"] for link in page.links if "_at=number" in link["href"])
    shown = samples.get(back)
    assert (shown.status, shown.h1) == (200, "Which number is it?")
    assert shown.form.marked("answer") == ["e1603"]
    assert "windows~host=win10" in back and f"_w={W}" in back
    other = samples.follow(samples.answer(shown, "other"))
    assert other.h1 == "Run setup again"
    assert samples.get("/en/several-answers?_via=no-such-tree").status == 200


def test_an_answer_on_the_page_before_a_jump_can_be_changed(samples: Site):
    page = samples.get("/en/jump-to-another-tree")
    samples.answer(page, "e1603")
    changed = samples.answer(page, "other")
    assert changed.headers["Location"].startswith("/en/jump-to-another-tree?number=other")


def test_an_end_that_offers_another_tree_takes_what_is_known_along(samples: Site):
    page = samples.walk(f"/en/jump-to-another-tree?windows~host=win10&_w={W}", "e2000")
    (onward,) = page.hrefs("/en/typed-answers")
    assert "windows~host=win10" in onward and "jump-to-another-tree:number=e2000" in onward


def test_what_to_do_after_a_step_is_said_on_the_next_page_only(samples: Site):
    page = samples.walk("/en/protection-comes-back", "not-solved", "not-solved")
    assert "Switch the protection on again now" in page.text
    shown_again = samples.get(page.hrefs("_at=again")[0])
    assert "Switch the protection on again now" not in shown_again.text
    solved = samples.walk("/en/protection-comes-back", "not-solved", "solved")
    assert "Switch the protection on again now" in solved.text


def test_what_to_do_after_a_step_is_said_although_the_next_one_is_known(start, tmp_path):
    (tmp_path / "_facts.yaml").write_text("colour: {ask: Colour?, values: {red: Red, blue: Blue}}\n")
    (tmp_path / "one.yaml").write_text(
        "format: 1\ntitle: One\nsteps:\n"
        "  try: {fix: Try, how: Press it., check: It works., after: Let it cool., minutes: 1, risk: none}\n"
        "  colour: {fact: colour}\n"
        "  last: {ask: Last?, options: {yes: Yes, unsure: }}\n"
    )
    site = start(tmp_path)
    assert "Let it cool." in site.walk("/en/one?colour~host=red", "not-solved").text
    assert "Let it cool." not in site.walk("/en/one", "not-solved", "red").text


def test_a_person_is_offered_unasked_after_three_failed_fixes_over_all_trees(samples: Site):
    offer = "You have tried enough on your own."
    earlier = (
        "jump-to-another-tree:again=not-solved&jump-to-another-tree:number=other&_via=jump-to-another-tree"
    )
    two = samples.get("/en/last-words?louder=not-solved&cable=not-solved")
    assert offer not in two.text
    assert offer in samples.get(f"/en/last-words?louder=not-solved&cable=not-solved&{earlier}").text
    assert offer not in samples.get(f"/en/last-words?louder=not-solved&cable=unable&{earlier}").text


def test_the_language_switch_keeps_the_walk_and_the_step_shown_again(shipped: Site):
    page = shipped.get(f"/en/digits-instead-of-letters?where=everywhere&_at=where&_w={W}")
    (switch,) = (link["href"] for link in page.links if link.get("hreflang") == "fa")
    there = shipped.get(switch)
    assert there.root["lang"] == "fa"
    assert there.form.marked("answer") == ["everywhere"]
    assert f"_w={W}" in switch


def test_numbers_in_persian_prose_are_persian_and_codes_stay_latin(shipped: Site):
    page = shipped.get("/fa/digits-instead-of-letters?where=everywhere")
    assert "مرحلهٔ ۲" in page.text
    assert "مرحلهٔ 2" not in page.text
    first = shipped.get("/fa/digits-instead-of-letters")
    assert '<bdi dir="ltr"><code>notepad</code></bdi>' in first.html


def test_what_is_typed_is_shown_as_it_was_typed(samples: Site):
    page = samples.get("/en/typed-answers?seconds=3&engine=none-shown&code=1603")
    assert "<code>3</code></bdi> seconds" in page.html


def test_a_get_is_kept_by_the_browser_and_asked_for_again(samples: Site):
    address = f"/en/several-answers?_w={W}"
    page = samples.get(address)
    assert page.headers["Cache-Control"] == "private, no-cache"
    again = samples.get(address, headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status, again.html) == (304, "")
    assert (
        samples.get(address + "&missing=texts", headers={"If-None-Match": page.headers["ETag"]}).status == 200
    )


def test_head_is_answered_like_get_without_the_page(samples: Site):
    for address in ("/en/", "/en/several-answers", "/robots.txt", "/healthz"):
        head = samples.client.head(address)
        assert (head.status_code, head.data) == (200, b"")


def test_a_solved_walk_asks_whether_it_really_helped(samples: Site):
    page = samples.walk("/en/last-words", "not-solved", "solved")
    assert page.h1 == "Good, it is solved"
    assert "The plug was loose." in page.text
    assert "Look at the plug first, the next time." in page.text


def test_a_step_called_answer_or_phone_is_walked_like_any_other(start, tmp_path):
    (tmp_path / "names.yaml").write_text(
        "format: 1\ntitle: Names\nsteps:\n"
        "  answer: {ask: First?, options: {yes: Yes, no: No}}\n"
        "  phone: {ask: Second?, options: {yes: Yes, no: No}}\n"
        "  lines: {ask: Third?, options: {yes: Yes, no: No}}\n"
    )
    site = start(tmp_path)
    page = site.walk("/en/names", "yes", "no", "yes")
    assert site.store.events_of("nobody") == []
    assert page.h1 == "A person will look at this"
    request = site.follow(site.ticket("/en/names/ticket?answer=yes&phone=no&lines=yes"))
    assert all(question in request.text for question in ("First?", "Second?", "Third?"))


def test_the_address_of_the_next_page_reads_back_as_the_same_walk(samples: Site):
    page = samples.answer(samples.get("/en/changed-facts?windows~probe=win7&disk-free~host=3"), "other")
    query = page.headers["Location"].partition("?")[2]
    walk = walk_from(parse_qsl(query))
    assert walk.known.answers == {"system-locale": "other"}
    assert set(walk.known.told) == {"windows", "disk-free"}
