"""Files of a request: the good ones stay with the form, the bad ones are named, all are served as downloads only."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.webui.conftest import Site
from tests.webui.pages import Page
from wizard import limits, tickets
from wizard.store import Attachment, Author

W = "files-0123456789"
MINE = {"email": "reader@example.org", "description": "Mine"}


def picture(colour: int = 0) -> bytes:
    to = BytesIO()
    Image.new("RGB", (20, 10), (colour, 0, 0)).save(to, "PNG")
    return to.getvalue()


def part(name: str, content: bytes) -> tuple[BytesIO, str]:
    return BytesIO(content), name


def opened(site: Site, key: str) -> Page:
    page = site.get(f"/en/ticket?_w={W}-{key}")
    site.now += timedelta(seconds=5)
    return page


def staged(site: Site, key: str) -> list[str]:
    return [one.name for one in site.store.files.staged(f"{W}-{key}")]


def sent_files(site: Site, key: str) -> list[Attachment]:
    ticket = site.store.ticket_by_form_key(f"{W}-{key}")
    assert ticket is not None
    return site.store.files.of_ticket(ticket.id)


def send(site: Site, page: Page, *files: tuple[BytesIO, str], **more: Any) -> Page:
    return site.send(page.form, {**MINE, "file": list(files), **more})


def test_files_go_along_with_the_request(samples: Site):
    done = send(
        samples, opened(samples, "along"), part("عکس.png", picture()), part("noor.log", b"return value 3")
    )
    assert done.status == 303
    assert [(one.name, one.media_type) for one in sent_files(samples, "along")] == [
        ("عکس.png", "image/png"),
        ("noor.log", "text/plain; charset=utf-8"),
    ]
    assert staged(samples, "along") == []


def test_a_bad_file_is_named_and_the_good_one_and_the_words_stay(samples: Site):
    page = send(
        samples, opened(samples, "bad"), part("good.png", picture()), part("page.jpg", b"<html><script>")
    )
    assert page.status == 422 and page.title.startswith("Error: ")
    assert "The file “\u2068page.jpg\u2069” is of a kind that we do not take" in page.text
    assert page.form.boxes["description"].strip() == "Mine"
    assert "good.png" in page.text and len(page.form.marked("kept")) == 1
    assert 'href="#file"' in page.html
    assert samples.send(page.form, {}).status == 303
    assert [one.name for one in sent_files(samples, "bad")] == ["good.png"]


def test_files_stay_when_something_else_has_to_be_mended(samples: Site):
    page = send(samples, opened(samples, "mend"), part("good.png", picture()), email="nobody")
    assert page.status == 422 and "good.png" in page.text
    assert samples.send(page.form, {"email": "reader@example.org"}).status == 303
    assert [one.name for one in sent_files(samples, "mend")] == ["good.png"]


def test_a_file_that_is_unticked_does_not_go_along(samples: Site):
    page = send(
        samples, opened(samples, "untick"), part("a.txt", b"one"), part("b.txt", b"two"), email="nobody"
    )
    first, _ = page.form.marked("kept")
    assert samples.send(page.form, {"email": "reader@example.org", "kept": [first]}).status == 303
    assert [one.name for one in sent_files(samples, "untick")] == ["a.txt"]


def test_files_can_be_added_before_sending_and_nothing_is_sent(samples: Site):
    page = opened(samples, "attach")
    for name in ("a.txt", "b.txt"):
        page = send(samples, page, part(name, name.encode()), attach="1", email="")
        assert page.status == 200 and not page.title.startswith("Error")
    assert staged(samples, "attach") == ["a.txt", "b.txt"]
    assert samples.store.ticket_by_form_key(f"{W}-attach") is None
    assert page.form.boxes["description"].strip() == "Mine"


def test_the_form_opened_once_more_has_its_files(samples: Site):
    send(samples, opened(samples, "again"), part("a.txt", b"one"), attach="1")
    assert "a.txt" in opened(samples, "again").text


def test_of_fifty_files_five_are_kept_and_the_others_named(samples: Site):
    page = send(
        samples,
        opened(samples, "fifty"),
        *(part(f"{number}.txt", str(number).encode()) for number in range(50)),
    )
    assert page.status == 422
    assert staged(samples, "fifty") == [f"{number}.txt" for number in range(limits.FILES)]
    assert "9.txt\u2069” was left out: five are the most" in page.text
    assert "The other files were left out too" in page.text


def test_a_file_chosen_twice_is_kept_once(samples: Site):
    send(samples, opened(samples, "twice"), part("a.png", picture()), part("b.png", picture()))
    assert [one.name for one in sent_files(samples, "twice")] == ["a.png"]


def test_the_same_form_with_the_same_files_is_one_request(samples: Site):
    page = opened(samples, "same")
    first = send(samples, page, part("a.png", picture()))
    second = send(samples, page, part("a.png", picture()))
    third = send(samples, page)
    assert (first.status, second.status, third.status) == (303, 303, 303)
    assert first.headers["Location"] == second.headers["Location"] == third.headers["Location"]
    assert len(sent_files(samples, "same")) == 1 and staged(samples, "same") == []


def test_another_file_under_a_form_that_was_sent_is_said_not_to_have_gone_along(samples: Site):
    page = opened(samples, "more")
    send(samples, page, part("a.png", picture()))
    again = send(samples, page, part("b.png", picture(200)))
    assert again.status == 409
    assert "You have sent this form already." in again.text and "b.png" in again.text
    assert [one.name for one in sent_files(samples, "more")] == ["a.png"]


def test_a_sending_that_is_too_large_is_not_read_and_the_words_before_the_files_stay(samples: Site):
    page = opened(samples, "large")
    form = {**dict(page.form.hidden), **MINE}
    body = "".join(
        f'--xyz\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.items()
    )
    body += '--xyz\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'

    class Endless(BytesIO):
        """A body of 200 MB, of which whoever reads too much is told."""

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None and 0 < size <= 1_000_000
            return body.encode() + b"x" * 1_000

    answer = Page(
        samples.client.post(
            page.form.action,
            input_stream=Endless(),
            environ_overrides={"CONTENT_LENGTH": "200000000"},
            content_type="multipart/form-data; boundary=xyz",
        )
    )
    assert answer.status == 413
    assert "larger than 32 MB together" in answer.text
    assert answer.form.boxes["description"].strip() == "Mine"
    assert dict(answer.form.hidden)["_w"] == f"{W}-large"
    assert samples.store.ticket_by_form_key(f"{W}-large") is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=xyz"),
        (b"--xyz", "multipart/form-data; boundary=xyz"),
        (b"--xyz\r\n\r\n\r\n", "multipart/form-data; boundary=xyz"),
        (b"\xff\xfe" * 300, "multipart/form-data; boundary=\xe9"),
        (b'--xyz\r\nContent-Disposition: form-data; name="a', "multipart/form-data; boundary=xyz"),
    ],
)
@pytest.mark.parametrize("length", [None, 200_000_000])
def test_a_broken_body_is_a_form_to_fill_in(samples: Site, body: bytes, kind: str, length: int | None):
    told = {"CONTENT_LENGTH": str(length or len(body))}
    page = Page(
        samples.client.post(
            "/en/ticket", input_stream=BytesIO(body), content_type=kind, environ_overrides=told
        )
    )
    assert page.status in (413, 422) and page.h1 == "Write to us"


def test_words_that_are_too_long_come_back_with_a_hint_and_are_not_lost(samples: Site):
    page = send(samples, opened(samples, "long"), part("a.txt", b"one"), description="x" * 200_000)
    assert page.status == 422 and "Make this text shorter" in page.text
    assert len(page.form.boxes["description"].strip()) == 200_000


def test_too_many_files_in_an_hour_are_left_out_and_the_request_still_goes(samples: Site):
    for number in range(limits.FILES_PER_HOUR):
        send(samples, opened(samples, f"often-{number}"), part("a.txt", f"{number}".encode()), email="nobody")
    page = send(samples, opened(samples, "often"), part("a.txt", b"one"))
    assert page.status == 422 and "too many came in a short time" in page.text
    assert samples.send(page.form, {}).status == 303


def test_a_form_without_its_key_keeps_its_files_under_the_new_one(samples: Site):
    page = samples.post("/en/ticket", {**MINE, "file": part("a.txt", b"one")})
    assert page.status == 422 and "a.txt" in page.text
    assert samples.send(page.form, {}).status == 303


def test_nobody_drops_files_of_another_form(samples: Site):
    page = send(samples, opened(samples, "theirs"), part("a.txt", b"one"), attach="1")
    (number,) = page.form.marked("kept")
    samples.send(
        opened(samples, "thief").form, {**MINE, "shown": [number, "x", "-1", "9" * 40, "٣"], "kept": []}
    )
    assert staged(samples, "theirs") == ["a.txt"]


def download(site: Site, key: str, number: int) -> Any:
    token = tickets.token(b"k" * 32, f"{W}-{key}")
    return site.client.get(f"/en/request/{token}/file/{number}")


def test_a_file_is_served_as_a_download_that_no_browser_runs(samples: Site):
    send(samples, opened(samples, "serve"), part('عکس "1".png', picture()))
    (one,) = sent_files(samples, "serve")
    answer = download(samples, "serve", one.id)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert Image.open(BytesIO(answer.data)).size == (20, 10)
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ") and "filename*=UTF-8''%D8%B9%DA%A9%D8%B3" in disposition
    assert disposition.isascii() and disposition.count('"') == 2
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_opens_by_its_own_request_alone(samples: Site):
    send(samples, opened(samples, "mine"), part("a.txt", b"one"))
    send(samples, opened(samples, "yours"), part("a.txt", b"other"))
    (one,) = sent_files(samples, "mine")
    for key, number in (("yours", one.id), ("mine", 0), ("mine", 2**70), ("nobody", one.id)):
        assert download(samples, key, number).status_code == 404
    assert samples.client.get(f"/en/request/x/file/{one.id}").status_code == 404


def test_a_file_of_an_internal_note_is_for_staff_alone(samples: Site):
    send(samples, opened(samples, "note"))
    ticket = samples.store.ticket_by_form_key(f"{W}-note")
    assert ticket is not None
    file = Attachment(
        form_key="a-note",
        at=samples.now,
        name="a.txt",
        media_type="text/plain",
        size=1,
        digest="d",
        content=b"a",
    )
    samples.store.files.stage(file, 5)
    samples.store.add_message(ticket.id, samples.now, Author.STAFF, "Look", "a-note")
    (one,) = sent_files(samples, "note")
    assert download(samples, "note", one.id).status_code == 200
    make_internal(samples, ticket.id)
    assert download(samples, "note", one.id).status_code == 404


def make_internal(site: Site, ticket_id: int) -> None:
    from sqlalchemy import create_engine, update

    from wizard.store import tables

    engine = create_engine(site.app.extensions["wizard"].settings.database_url)
    with engine.begin() as connection:
        connection.execute(
            update(tables.message).where(tables.message.c.ticket_id == ticket_id).values(internal=True)
        )
    engine.dispose()


def test_which_files_help_stands_on_the_form(samples: Site):
    page = samples.get(
        f"/en/block-in-a-tree/ticket?again=yes&setup-log.windows=win10&windows=win10&setup-log.log=done"
        f"&setup-log.found=yes&_w={W}-wanted"
    )
    wanted = [name for name in ("The log of the setup", "A picture of the window") if name in page.text]
    assert wanted, page.text
    assert not any(name.startswith("field.setup-log") for name in page.form.boxes)
