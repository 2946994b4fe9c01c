""" "Did it really help?": asked where a walk is solved, kept once a walk, and said back."""

from __future__ import annotations

from tests.webui.conftest import Site

W = "said-0123456789"
SOLVED = "/en/last-words?louder=solved"


def test_what_was_said_is_kept_and_shown_after_the_redirect(samples: Site):
    page = samples.get(f"{SOLVED}&_w={W}-yes")
    assert page.form.values("answer") == ["yes", "no"]
    said = samples.answer(page, "yes")
    assert said.status == 303
    shown = samples.follow(said)
    assert shown.h1 == "Good, it is solved"
    assert "Thank you." in shown.text
    assert samples.store.feedback_of(f"{W}-yes", "last-words") is True


def test_who_was_not_helped_after_all_is_led_to_a_person(samples: Site):
    shown = samples.follow(samples.answer(samples.get(f"{SOLVED}&_w={W}-no"), "no"))
    assert samples.store.feedback_of(f"{W}-no", "last-words") is False
    assert "It is still not right: write to us" in shown.text
    assert shown.hrefs("/en/last-words/ticket?louder=solved")


def test_the_last_word_counts(samples: Site):
    page = samples.get(f"{SOLVED}&_w={W}-both")
    for said in ("yes", "no"):
        samples.answer(page, said)
    assert samples.store.feedback_of(f"{W}-both", "last-words") is False


def test_another_word_or_none_is_refused(samples: Site):
    page = samples.get(f"{SOLVED}&_w={W}-odd")
    for answered in (samples.answer(page, "perhaps"), samples.answer(page, [])):
        assert answered.status == 422
        assert answered.h1 == "This could not be understood"
    assert samples.post("/en/last-words/feedback", {"answer": "yes"}).status == 422
    assert samples.store.feedback_of(f"{W}-odd", "last-words") is None


def test_a_made_up_word_in_the_address_shows_the_question(samples: Site):
    assert samples.get(f"{SOLVED}&_said=<b>").form.values("answer") == ["yes", "no"]
