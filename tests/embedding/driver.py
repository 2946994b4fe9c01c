"""Uses the Python sample as a program would, and writes out each address; nothing is opened."""

import os
import sys
import webbrowser

sys.path.insert(0, sys.argv[1])
import help_link  # type: ignore[import-not-found]

FACTS = {"windows": "win11", "program-version": "4.12.1"}
IDENTITY = {"email": "sara@example.org", "name": 'Sara "the \\ reader" سارا'}


class Written(webbrowser.BaseBrowser):
    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        print(url)
        return True


class Window:
    """A window of tkinter, as far as a key needs one."""

    def bind_all(self, sequence, pressed):
        assert sequence == "<F1>"
        pressed(type("Event", (), {"widget": "the box with the focus"}))


def main() -> None:
    webbrowser.register("written", None, Written("written"), preferred=True)
    secret = os.environ["READER_2026"]
    print(help_link.help_link("question-marks", FACTS, "fa"))
    error = OSError("the setup stopped")
    error.winerror = -2147023293  # type: ignore[attr-defined]
    help_link.hand_over(error)
    for _ in range(2):
        print(help_link.signed_link("question-marks", secret, FACTS, IDENTITY, "fa"))
    help_link.install_help_key(Window(), {"the box with the focus": "F1-30"}.get)


main()
