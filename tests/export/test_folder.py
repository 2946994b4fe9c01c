"""Writing a folder: into new, empty and earlier ones only; what somebody else put there stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wizard.export.folder import LIST, FolderInUse, NotWritten, write

FILES = {"index.html": b"one", "fa/a.html": b"two", "assets/x.js": b"three"}


def there(folder: Path) -> dict[str, bytes]:
    """What a folder holds, without the list."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in found.items() if name != LIST}


def test_a_new_folder_holds_what_was_written(tmp_path: Path) -> None:
    assert write(tmp_path / "deep" / "site", FILES).files == 3
    assert there(tmp_path / "deep" / "site") == FILES


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert there(tmp_path) == FILES


def test_the_list_names_every_file_in_order_and_no_time(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    first = (tmp_path / LIST).read_bytes()
    assert list(json.loads(first)["files"]) == sorted(FILES)
    write(tmp_path, FILES)
    assert (tmp_path / LIST).read_bytes() == first


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(FolderInUse, match=r"thesis\.docx"):
        write(tmp_path, FILES)
    assert there(tmp_path) == {"thesis.docx": b"years of work"}


def test_a_file_in_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"a file")
    with pytest.raises(NotWritten):
        write(tmp_path / "site", FILES)
    assert (tmp_path / "site").read_bytes() == b"a file"


def test_what_is_no_longer_needed_goes_with_its_folder(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    written = write(tmp_path, {"index.html": b"new"})
    assert written.removed == ("assets/x.js", "fa/a.html")
    assert there(tmp_path) == {"index.html": b"new"}
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_dir()] == []


def test_a_file_that_somebody_changed_is_not_taken_away(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "fa" / "a.html").write_bytes(b"by hand")
    written = write(tmp_path, {"index.html": b"new"})
    assert written.left == ("fa/a.html",)
    assert there(tmp_path)["fa/a.html"] == b"by hand"


def test_files_that_somebody_added_stay(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "fa" / "notes.txt").write_bytes(b"mine")
    write(tmp_path, {"index.html": b"new"})
    assert there(tmp_path) == {"index.html": b"new", "fa/notes.txt": b"mine"}


def test_a_file_that_somebody_added_is_not_written_over(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "b.html").write_bytes(b"mine")
    with pytest.raises(FolderInUse, match=r"b\.html"):
        write(tmp_path, {**FILES, "b.html": b"ours", "index.html": b"new"})
    assert there(tmp_path) == {**FILES, "b.html": b"mine"}


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    write(site, {"index.html": b"one"})
    (site / "fa").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(FolderInUse, match="fa"):
        write(site, FILES)
    assert there(elsewhere) == {}


@pytest.mark.parametrize("name", ["../secret", "fa/../../secret", "/secret", "..\\secret", "C:secret", ""])
def test_a_list_that_names_files_outside_takes_nothing_away(tmp_path: Path, name: str) -> None:
    site, secret = tmp_path / "site", tmp_path / "secret"
    write(site, FILES)
    secret.write_bytes(b"one")
    listed = json.loads((site / LIST).read_bytes())
    listed["files"][name] = listed["files"]["index.html"]
    (site / LIST).write_text(json.dumps(listed), "utf-8")
    write(site, {"index.html": b"new"})
    assert secret.read_bytes() == b"one"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"files": 3}', b'{"files": {"a": [1]}}', b"\xff", b"[" * 9999]
)
def test_a_list_that_cannot_be_read_makes_the_folder_somebody_elses(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, FILES)
    (tmp_path / LIST).write_bytes(content)
    with pytest.raises(FolderInUse):
        write(tmp_path, {"index.html": b"new"})
    assert there(tmp_path) == FILES


def test_after_a_failure_the_next_export_clears_up(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "z.html").mkdir()  # appears while the export runs, so to say: the list names it already
    listed = json.loads((tmp_path / LIST).read_bytes())
    listed["files"]["z.html"] = "0" * 64
    (tmp_path / LIST).write_text(json.dumps(listed), "utf-8")
    with pytest.raises(NotWritten, match=r"z\.html"):
        write(tmp_path, {"new.html": b"new", "z.html": b"new"})
    (tmp_path / "z.html").rmdir()
    (tmp_path / ".z.html.new").unlink(missing_ok=True)
    write(tmp_path, {"index.html": b"last"})
    assert there(tmp_path) == {"index.html": b"last"}
