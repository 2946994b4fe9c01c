"""What a drive is like."""

from __future__ import annotations

from typing import Final

from wizard.probe.detector import Detector, Function, said
from wizard.probe.detectors.registry import READ_REGISTRY

_FREE: Final = Function(
    "Find-DiskFree",
    """\
function Find-DiskFree([string]$drive) {
    foreach ($disk in [System.IO.DriveInfo]::GetDrives()) {
        if ($disk.Name -eq ($drive + '\\') -and $disk.IsReady) {
            return [Math]::Floor($disk.AvailableFreeSpace / 1073741824 * 10) / 10
        }
    }
    return ''
}
""",
)
# 0: on everywhere; 1: off everywhere; 2: by drive, which only an administrator may ask; 3: off but on the drive
# of Windows. Where nobody may ask, a short name that is there shows that they were on when it was made.
_SHORT: Final = Function(
    "Find-ShortNames",
    """\
function Find-ShortNames([string]$drive) {
    $key = 'Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\FileSystem'
    $kind = Read-RegistryValue $key 'NtfsDisable8dot3NameCreation'
    if ($null -eq $kind) { return '' }
    if ($kind -eq 0) { return 'on' }
    if ($kind -eq 1) { return 'off' }
    if ($kind -eq 3 -and $drive -ne $env:SystemDrive) { return 'off' }
    if ($kind -eq 3 -or (Test-Path -LiteralPath ($drive + '\\PROGRA~1'))) { return 'on' }
    return ''
}
""",
    (READ_REGISTRY,),
)

DISK_FREE: Final = Detector(
    "disk-free",
    "How many gigabytes are free on a drive, rounded down to a tenth",
    numeric=True,
    function=_FREE,
    arguments=lambda data: (said(data, "drive"),),
)
SHORT_NAMES: Final = Detector(
    "short-names",
    "Whether new files get short (8.3) names on a drive",
    ("on", "off"),
    function=_SHORT,
    arguments=lambda data: (said(data, "drive"),),
)
