"""The built-in detectors, registered once. Adding one: an entry here, its data in the schema, a row in the docs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.model.fact import Fact
from wizard.probe.detector import Detector
from wizard.probe.detectors.browser import GLYPH_TEST, KEYBOARD_TEST
from wizard.probe.detectors.disks import DISK_FREE, SHORT_NAMES
from wizard.probe.detectors.folders import FOLDER_PERMISSION, PROFILE_PATH_LETTERS
from wizard.probe.detectors.programs import ANTIVIRUS_PRODUCTS, INSTALLED_PROGRAMS
from wizard.probe.detectors.registry import REGISTRY
from wizard.probe.detectors.restart import CODE_PAGE_PENDING, RESTART_PENDING
from wizard.probe.detectors.services import SERVICE_START
from wizard.probe.detectors.windows import WINDOWS_BITS, WINDOWS_VERSION

DETECTORS: Final[Mapping[str, Detector]] = {
    detector.name: detector
    for detector in (
        ANTIVIRUS_PRODUCTS,
        CODE_PAGE_PENDING,
        DISK_FREE,
        FOLDER_PERMISSION,
        GLYPH_TEST,
        INSTALLED_PROGRAMS,
        KEYBOARD_TEST,
        PROFILE_PATH_LETTERS,
        REGISTRY,
        RESTART_PENDING,
        SERVICE_START,
        SHORT_NAMES,
        WINDOWS_BITS,
        WINDOWS_VERSION,
    )
}


def detector_of(fact: Fact) -> Detector | None:
    """Return the detector that a fact names, None when it names none that there is."""
    return DETECTORS.get(str(fact.detect.get("detector", "")))
