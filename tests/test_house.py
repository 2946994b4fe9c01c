"""The project speaks of itself alone: no registry's address, no path of a machine, lock files that hold."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-test.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

# In pieces, so that this file passes its own test.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("debian", "org"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:" + "|".join(("home", "root", "Users", "work")) + r")/\w")


def files() -> list[Path]:
    """Every file of the repository: what git tracks or would track."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    which = ["--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(
            [*command, *which], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in files():
        lines = path.read_bytes().decode("utf-8", "replace").splitlines()
        found += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def pins(lock: str) -> dict[str, str]:
    """Distribution -> version, as the lock file pins it."""
    text = (ROOT / lock).read_text("utf-8")
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)
    }


def requirements(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: without a group what Rahgosha needs to run."""
    if not groups:
        return [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    lines = [line for group in groups for line in PROJECT["dependency-groups"][group]]
    return [Requirement(line) for line in lines if isinstance(line, str)]


def test_no_file_names_a_registry_host():
    hosts = re.compile("|".join(re.escape(host) for host in REGISTRY_HOSTS))
    assert lines_with(hosts) == []


def test_no_file_names_a_path_of_a_machine():
    assert lines_with(MACHINE_PATH) == []


@pytest.mark.parametrize("top", ["home", "root", "Users", "work"])
def test_a_path_of_a_machine_is_recognised(top):
    assert MACHINE_PATH.search(f"see /{top}/somebody/trees")
    assert not MACHINE_PATH.search(f"see https://example.org/{top}/somebody")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_a_version_and_a_hash_for_every_requirement(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    entries = [entry for entry in entries if not entry.startswith("#")]
    assert entries
    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S+", entry)] == []
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_place_to_download_from(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.txt", requirements()),
        ("requirements-build.txt", requirements("build")),
        ("requirements-test.txt", requirements() + requirements("build", "test")),
    ],
    ids=LOCKS,
)
def test_a_lock_file_satisfies_pyproject(lock, wanted):
    pinned = pins(lock)
    unmet = [str(one) for one in wanted if pinned.get(canonicalize_name(one.name), "") not in one.specifier]
    assert unmet == []


def test_tests_run_on_the_versions_that_are_served():
    tested = pins("requirements-test.txt")
    for lock in ("requirements.txt", "requirements-build.txt"):
        assert pins(lock).items() <= tested.items()
