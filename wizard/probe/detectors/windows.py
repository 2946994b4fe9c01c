"""Which Windows it is."""

from __future__ import annotations

from typing import Final

from wizard.probe.detector import Detector, Function
from wizard.probe.detectors.registry import READ_REGISTRY

# The build tells since Windows XP; the name in the registry says "Windows 10" on Windows 11 too.
_VERSION: Final = Function(
    "Find-WindowsVersion",
    """\
function Find-WindowsVersion {
    $key = 'Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
    $build = [int](Read-RegistryValue $key 'CurrentBuildNumber')
    if ($build -ge 22000) { return 'win11' }
    if ($build -ge 10240) { return 'win10' }
    if ($build -ge 9200) { return 'win8' }
    if ($build -ge 6000) { return 'win7' }
    if ($build -ge 2600) { return 'xp' }
    return ''
}
""",
    (READ_REGISTRY,),
)
# The first is there where a 32-bit PowerShell runs on 64-bit Windows.
_BITS: Final = Function(
    "Find-WindowsBits",
    """\
function Find-WindowsBits {
    $kind = $env:PROCESSOR_ARCHITEW6432
    if (-not $kind) { $kind = $env:PROCESSOR_ARCHITECTURE }
    if (-not $kind) { return '' }
    if ($kind -eq 'x86') { return 'x32' }
    return 'x64'
}
""",
)

WINDOWS_VERSION: Final = Detector(
    "windows-version",
    "Which Windows it is, by its build; Vista counts as Windows 7",
    ("win11", "win10", "win8", "win7", "xp"),
    function=_VERSION,
    browser=True,
)
WINDOWS_BITS: Final = Detector(
    "windows-bits", "Whether Windows is one of 64 or of 32 bits", ("x64", "x32"), function=_BITS
)
