"""How services of Windows start."""

from __future__ import annotations

from typing import Final

from wizard.probe.detector import Data, Detector, Function
from wizard.probe.detectors.registry import READ_REGISTRY
from wizard.probe.literals import literal

_START: Final = Function(
    "Find-ServiceStart",
    """\
function Find-ServiceStart([string]$key) {
    if (-not (Test-Path -LiteralPath $key)) { return 'missing' }
    $start = Read-RegistryValue $key 'Start'
    if ($start -eq 2) { return 'automatic' }
    if ($start -eq 3) { return 'manual' }
    if ($start -eq 4) { return 'disabled' }
    return ''
}
""",
    (READ_REGISTRY,),
)


def _key(data: Data) -> tuple[str, ...]:
    services = "Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\"
    return (literal(services + str(data.get("service", ""))),)


SERVICE_START: Final = Detector(
    "service-start",
    "How a service of Windows starts, and whether it is there",
    ("automatic", "manual", "disabled", "missing"),
    function=_START,
    arguments=_key,
)
