"""What is compared: files, folders and revisions of git, whatever names stand in them."""

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from tests.diff.states import LAMP, SITE
from tests.lint.folders import with_head, write
from tests.store.conftest import missing
from wizard.diff.git import NoGit, NoRevision, is_safe
from wizard.diff.sides import NoTree, side
from wizard.errors import NoTreesFolder

PO = 'msgid ""\nmsgstr ""\n'
WHO = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
OWN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **WHO}
NO_REVISIONS = ("v9", "v1:nowhere", "--output=x", "-p", "v1\n", "a b", ":", "v1^{tree", "$(touch x)")


def git(home: Path, *arguments: str, given: bytes = b"") -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=home, env=os.environ | OWN, input=given, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository with a folder of trees: the first state is tagged v1, the lamp has another title now."""
    try:
        git(tmp_path, "init", "-q")
    except FileNotFoundError:
        missing("no git on this machine")
    trees = write(tmp_path / "my trees", {"_site.yaml": SITE, "lamp.yaml": LAMP, "_locale/fa/lamp.po": PO})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    git(tmp_path, "tag", "v1")
    write(trees, {"lamp.yaml": "title: It is dark\n" + LAMP})
    git(tmp_path, "commit", "-q", "-a", "-m", "two")
    return trees


def title(found) -> str:
    return found.loaded.library.trees["lamp"].title.source


def test_a_revision_is_the_folder_of_trees_as_it_was(home):
    assert title(side("v1", home)) == title(side("HEAD~1", home)) == "The lamp is dark"
    assert title(side("HEAD", home)) == title(side(str(home), home)) == "It is dark"
    assert side("HEAD", home).only is None


def test_a_path_behind_a_revision_counts_from_the_top_of_the_repository(home):
    assert title(side("v1:my trees", home)) == "The lamp is dark"
    assert title(side("v1:my trees/", home)) == "The lamp is dark"
    found = side("v1:my trees/lamp.yaml", home)
    assert (title(found), found.only) == ("The lamp is dark", "lamp")


def test_a_repository_of_trees_alone_is_read(home):
    git(home, "init", "-q")
    git(home, "add", ".")
    git(home, "commit", "-q", "-m", "alone")
    assert title(side("HEAD", home)) == title(side("HEAD:", home)) == "It is dark"
    assert side("HEAD:lamp.yaml", home).only == "lamp"


def test_a_file_is_read_with_the_folder_it_stands_in(home):
    found = side(str(home / "lamp.yaml"), home)
    assert (title(found), found.only) == ("It is dark", "lamp")
    assert "fa" in found.loaded.library.locales


@pytest.mark.parametrize("name", NO_REVISIONS)
def test_what_is_no_revision_is_told(home, name):
    with pytest.raises((NoRevision, NoTree)) as told:
        side(name, home)
    assert repr(name)[1:-1] in repr(str(told.value))
    assert not (home / "x").exists()


def test_a_folder_that_is_in_no_repository_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NoRevision, match="not a git repository"):
        side("HEAD", write(tmp_path / "trees", {"lamp.yaml": LAMP}))


def test_without_git_it_is_told_what_is_missing(home, monkeypatch):
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(NoGit, match="git, which would know"):
        side("HEAD", home)


def test_without_a_folder_of_trees_there_is_nothing_to_compare(tmp_path):
    with pytest.raises(NoTreesFolder):
        side("HEAD", tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["_site.yaml", "notes.txt"])
def test_a_file_that_is_no_tree_is_told(home, name):
    write(home, {"notes.txt": "x"})
    with pytest.raises(NoTree):
        side(str(home / name), home)


def test_links_and_names_that_lead_elsewhere_are_left_out(home):
    (home / "link.yaml").symlink_to("/etc/hostname")
    write(home, {"a:b.yaml": LAMP, "odd\nname.yaml": LAMP, "back\\slash.yaml": LAMP, "fine.yaml": LAMP})
    git(home, "add", ".")
    git(home, "commit", "-q", "-m", "odd")
    assert set(side("HEAD", home).loaded.library.trees) == {"lamp", "fine"}


def test_a_tree_object_that_climbs_out_writes_nothing_outside(home):
    blob = git(home, "hash-object", "-w", "--stdin", given=with_head(LAMP).encode())
    inner = git(home, "mktree", given=f"100644 blob {blob}\tout.yaml\n".encode())
    climbing = b"40000 ..\0" + bytes.fromhex(inner) + b"100644 in.yaml\0" + bytes.fromhex(blob)
    outer = git(home, "hash-object", "-w", "--literally", "-t", "tree", "--stdin", given=climbing)
    top = git(home, "mktree", given=f"040000 tree {outer}\tmy trees\n".encode())
    commit = git(home, "commit-tree", top, "-m", "evil")
    found = side(f"{commit}", home)
    assert set(found.loaded.library.trees) == {"in"}


SAFE = {"a.yaml": True, "_locale/fa/a.po": True, "../a.yaml": False, "/a.yaml": False, "a/../b.yaml": False,
        "C:/a.yaml": False, "C:a.yaml": False, "a\\b.yaml": False, "nul\x00.yaml": False, "a?.yaml": False}  # fmt: skip


@pytest.mark.parametrize("path", SAFE)
def test_a_path_stays_in_its_folder_on_every_system(path):
    assert is_safe(PurePosixPath(path)) is SAFE[path]
