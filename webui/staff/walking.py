"""What the customers' walk pages are made from when staff walk: the trees with the steps for staff, other addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import abort, current_app

from webui.present.end import end_page
from webui.present.scene import Scene
from webui.present.step import step_page
from webui.services import Services, services
from webui.staff import addresses, paths
from webui.staff.entry import CSRF, csrf
from webui.staff.present.around import dressed
from webui.staff.views import StaffFrame
from webui.views.end import EndPage
from webui.views.frame import Frame
from webui.views.parts import Hidden
from webui.views.step import StepPage
from wizard.journey import Stand, end_of
from wizard.model.step import Step
from wizard.model.tree import Tree
from wizard.rendering import Renderer
from wizard.stands import Stands
from wizard.store import Staff

_KEY = "wizard.staff"


@dataclass(frozen=True, slots=True)
class _Made:
    """The services of staff, and those of the site that they were made from."""

    site: Services
    staff: Services


def staff_services() -> Services:
    """Return the services with the trees of staff in the place of the customers'; made once for each library."""
    found = services()
    made: _Made | None = current_app.extensions.get(_KEY)
    if made is None or made.site is not found:
        made = current_app.extensions[_KEY] = _Made(found, _for_staff(found))
    return made.staff


def _for_staff(found: Services) -> Services:
    trees = {name: tree for name, tree in found.library.staff.items() if not tree.draft}
    library = replace(found.library, customers=trees)
    return replace(
        found,
        library=library,
        renderer=Renderer(library, paths.tree),
        stands=Stands(trees, found.revisions.since),
    )


def known_tree(found: Services, tree_id: str) -> Tree:
    """Return a tree as staff walk it; 404 when there is none."""
    tree = found.library.customers.get(tree_id)
    if tree is None:
        abort(404)
    return tree


def staff_scene(found: Services, at: Stand, locale: str, form_id: str, *, swapped: bool = False) -> Scene:
    """Return where a walk of staff stands, in one language."""
    return Scene(found, at, locale, form_id, swapped, paths=paths, staff=True)


def walk_page(
    scene: Scene,
    member: Staff,
    *,
    step: Step | None = None,
    typed: str | None = None,
    error: bool = False,
) -> tuple[str, StepPage | EndPage]:
    """Return template and page of `step`, else of the step to show again, else of where the walk stands."""
    at = scene.stand
    wanted = step or (at.tree.step(at.walk.at) if at.walk.at else None) or at.position.step
    if wanted is not None:
        shown = step_page(scene, wanted, typed=typed, error=error)
        form = replace(shown.form, hidden=(*shown.form.hidden, Hidden(CSRF, csrf())))
        frame = staff_frame(scene, shown.frame, member)
        return "step.html", replace(shown, frame=frame, form=form, article_url=None)
    end = end_of(at)
    assert end is not None
    ended = end_page(scene, end, None)
    # Staff file what was told on the telephone whatever came of it, and nobody asks them whether it helped.
    frame = staff_frame(scene, ended.frame, member)
    filing = scene.words("File the request")
    ended = replace(ended, frame=frame, feedback=None, request_words=filing)
    return "end.html", replace(ended, request_url=scene.request_url())


def staff_frame(scene: Scene, around: Frame, member: Staff) -> StaffFrame:
    """Return the frame of a walk's page as staff have it."""
    return replace(dressed(scene.services, around, member, addresses.WALK), person_url=scene.request_url())
