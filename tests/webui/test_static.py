"""What is not a page: static files, pictures, robots, and the health of the process."""

from __future__ import annotations

import gzip

import pytest

from tests.webui.conftest import Site
from webui.services import KEY
from webui.static_files import static_files
from wizard.store import StoreUnreachable


def test_static_files_are_kept_for_ever_and_come_gzipped(samples: Site):
    prefix = samples.app.extensions[KEY].static.prefix
    answer = samples.client.get(prefix + "wizard.css", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    plain = samples.client.get(prefix + "wizard.css")
    assert gzip.decompress(answer.data) == plain.data
    refused = samples.client.get(prefix + "wizard.css", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_a_former_address_of_a_static_file_is_not_kept(samples: Site):
    answer = samples.client.get("/static/000000000000/wizard.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_the_address_changes_with_the_content(tmp_path):
    (tmp_path / "a.css").write_text("a{}")
    (tmp_path / "notes.md").write_text("not served")
    before = static_files(tmp_path)
    (tmp_path / "a.css").write_text("b{}")
    assert list(before.files) == ["a.css"]
    assert static_files(tmp_path).version != before.version


def test_our_files_come_without_comments_and_those_of_others_as_they_are(tmp_path):
    written = "/* why */\na {\n    color: red;\n}\n"
    (tmp_path / "vendor").mkdir()
    for name in ("ours.css", "vendor/theirs.css"):
        (tmp_path / name).write_text(written)
    (tmp_path / "ours.js").write_text("// why\nconst a = `${1} // stays`;\n")
    files = static_files(tmp_path).files
    assert files["vendor/theirs.css"].content == written.encode()
    assert files["ours.css"].content == b"a{color:red}"
    assert files["ours.js"].content.strip() == b"const a=`${1} // stays`;"


@pytest.mark.parametrize(
    "address",
    [
        "/static/x/nothing.css",
        "/static/x/../app.py",
        "/static/x/%2e%2e/app.py",
        "/static/x/%00",
        "/media/../_site.yaml",
        "/media/%2e%2e/_site.yaml",
        "/media/nothing.png",
        "/media/%00.png",
        "/media/C:/x.png",
        "/media/" + "x" * 3_000 + ".png",
    ],
)
def test_what_is_no_static_file_is_not_there(samples: Site, address: str):
    page = samples.get(address)
    assert (page.status, page.h1) == (404, "This page is not here")
    assert page.headers["Cache-Control"] == "no-store"


def test_pictures_of_the_trees_are_served(samples: Site):
    with samples.client.get("/media/region.png") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_robots_stay_away_from_walks_and_requests(samples: Site):
    text = samples.client.get("/robots.txt").text
    assert "Disallow: /*/request/" in text and "Disallow: /*?" in text


def test_the_process_tells_whether_it_and_its_store_are_well(samples: Site):
    assert samples.client.get("/healthz").status_code == samples.client.get("/readyz").status_code == 200

    class Down:
        def check(self) -> None:
            raise StoreUnreachable(where="wizard.db", why="gone")

    samples.replace(store=Down())
    assert samples.client.get("/healthz").status_code == 200
    down = samples.client.get("/readyz")
    assert (down.status_code, down.text) == (503, "the store does not answer\n")
