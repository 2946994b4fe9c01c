"""The wheel, installed into an empty environment, lints and serves without the checkout."""

import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.installed import ROOT, serving


@pytest.fixture(scope="module")
def trees(installation, tmp_path_factory) -> str:
    """The folder of the demonstration trees, as the installed package itself finds it."""
    question = "from wizard.resources import demonstration_trees; print(demonstration_trees())"
    folder = tmp_path_factory.mktemp("empty")
    answer = installation.run("python", "-c", question, folder=folder)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_the_wheel_carries_all_that_is_not_python(installation):
    names = set(zipfile.ZipFile(installation.wheel).namelist())
    homes = {"schemas": "wizard/_data/schemas", "trees": "wizard/_data/trees", "webui": "webui"}
    wanted = {
        f"{inside}/{path.relative_to(ROOT / outside).as_posix()}"
        for outside, inside in homes.items()
        for path in (ROOT / outside).rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".mo"}
    }
    assert wanted - names == set()
    assert any(name.endswith(".schema.json") for name in names)


def test_the_installed_package_uses_its_own_trees(trees):
    assert Path(trees).parts[-3:] == ("wizard", "_data", "trees")
    assert not Path(trees).is_relative_to(ROOT / "trees")


def test_the_installed_linter_finds_nothing_in_the_demonstration_trees(installation, trees, tmp_path):
    linted = installation.run("wizard", "lint", folder=tmp_path, WIZARD_TREES=trees)
    assert (linted.returncode, linted.stdout.strip().splitlines()[-1:]) == (0, ["0 problems"]), linted
    assert list(tmp_path.iterdir()) == []


def test_the_installed_server_serves_from_an_empty_folder(installation, trees, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    with serving(installation, folder, WIZARD_TREES=trees) as address:
        with urllib.request.urlopen(f"{address}/healthz", timeout=20) as reply:
            assert reply.status == 200
        with urllib.request.urlopen(f"{address}/fa/", timeout=20) as reply:
            assert (reply.status, 'dir="rtl"' in reply.read().decode()) == (200, True)
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{address}/fa/no-such-tree", timeout=20)
        missing.value.close()
        assert missing.value.code == 404
