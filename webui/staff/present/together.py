"""The pages of staff who walk together with a customer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from markupsafe import Markup

from webui.present.scene import Scene
from webui.present.together import Told
from webui.services import Services
from webui.staff import addresses
from webui.staff.entry import CSRF, csrf
from webui.staff.present.around import dressed, staff_frame
from webui.views.code import JoinPage
from webui.views.end import EndPage
from webui.views.frame import Frame
from webui.views.parts import Hidden
from wizard.store import Staff

MESSAGES: Final = {
    "unreadable": "A code has six letters and digits. Ask for it once more, letter by letter.",
    "unknown": "Nobody waits with this code. It lasts half an hour; the customer can make a new one below the step.",
    "often": "That was a lot of codes in one hour. Wait a little.",
    "left": "You have handed back. The customer goes on alone, and can be joined again with the same code.",
    "ended": "You are no longer with the customer: they ended it, its time is over, or a colleague has taken over.",
}


def join_page(
    found: Services, locale: str, member: Staff, *, typed: str = "", wrong: str = "", done: str = ""
) -> JoinPage:
    """Return the page where the code of a customer is typed; `wrong` and `done` are names of MESSAGES."""
    words = found.words[locale]
    heading = words("Walk together")
    around = staff_frame(found, locale, heading, member, addresses.TOGETHER, error=bool(wrong))
    return JoinPage(
        frame=around,
        action=addresses.TOGETHER,
        csrf=csrf(),
        typed=typed,
        error=words(MESSAGES[wrong]) if wrong else None,
        done=words(MESSAGES[done]) if done in ("left", "ended") else "",
    )


def staffs(scene: Scene, member: Staff, code: str) -> Told:
    """Return what staff are told on the page of a walk that they walk together with its customer."""
    words, proof = scene.words, Hidden(CSRF, csrf())

    def around(one: Frame) -> Frame:
        own = dressed(scene.services, one, member, addresses.TOGETHER)
        return replace(own, person_url=scene.request_url())

    def ended(one: EndPage) -> EndPage:
        filing = words("File the request")
        return replace(one, feedback=None, request_words=filing, request_url=scene.request_url())

    return Told(
        root=addresses.together(code),
        heading=words("You are with the customer"),
        text=Markup.escape(
            words(
                "The customer sees that you are here, and each answer that you give. They see the same step."
            )
        ),
        end_action=addresses.together(code, "leave"),
        end_label=words("Hand back"),
        hidden=(proof,),
        fields=(proof,),
        around=around,
        ended=ended,
        looks=False,
    )
