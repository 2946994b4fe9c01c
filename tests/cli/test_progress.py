"""The line that says how far the linter is."""

import io
from collections.abc import Callable
from itertools import count

from wizard.cli.progress import told_on


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def late() -> Callable[[], float]:
    """A clock: each look at it is a second later than the last."""
    seconds = count()
    return lambda: float(next(seconds))


def test_a_terminal_shows_how_far_a_long_work_is_and_nothing_of_it_stays():
    terminal = Terminal()
    with told_on(terminal, late()) as progress:
        progress("lamp", 3, 300)
        progress("lamp", 4, 300)
    lines = terminal.getvalue().split("\r\x1b[K")
    assert lines == [
        "",
        "trying all walks of lamp: step 3 of 300",
        "trying all walks of lamp: step 4 of 300",
        "",
    ]


def test_a_short_work_says_nothing():
    terminal = Terminal()
    with told_on(terminal) as progress:
        progress("lamp", 1, 1)
    assert terminal.getvalue() == ""


def test_a_file_or_pipe_gets_nothing():
    pipe = io.StringIO()
    with told_on(pipe, late()) as progress:
        progress("lamp", 3, 300)
    assert pipe.getvalue() == ""
