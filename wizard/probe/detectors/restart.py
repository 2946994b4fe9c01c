"""Whether Windows waits for a restart."""

from __future__ import annotations

from typing import Final

from wizard.probe.detector import Detector, Function
from wizard.probe.detectors.registry import READ_REGISTRY

# Windows PowerShell (up to 5.1) says which code page is in force; PowerShell 6 and later say UTF-8 always.
_CODE_PAGE: Final = Function(
    "Find-CodePagePending",
    """\
function Find-CodePagePending {
    if ($PSVersionTable.PSVersion.Major -ge 6) { return '' }
    $key = 'Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage'
    $chosen = [string](Read-RegistryValue $key 'ACP')
    $inForce = [string][System.Text.Encoding]::Default.CodePage
    if ($chosen -eq '') { return '' }
    if ($chosen -eq $inForce) { return 'no' }
    return 'yes'
}
""",
    (READ_REGISTRY,),
)
_RESTART: Final = Function(
    "Find-RestartPending",
    """\
function Find-RestartPending {
    $windows = 'Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\'
    if (Test-Path -LiteralPath ($windows + 'Component Based Servicing\\RebootPending')) { return 'yes' }
    if (Test-Path -LiteralPath ($windows + 'WindowsUpdate\\Auto Update\\RebootRequired')) { return 'yes' }
    $sessions = 'Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager'
    if (Read-RegistryValue $sessions 'PendingFileRenameOperations') { return 'yes' }
    return 'no'
}
""",
    (READ_REGISTRY,),
)

CODE_PAGE_PENDING: Final = Detector(
    "code-page-pending",
    "Whether another language for older programs was chosen and Windows has not been restarted since",
    ("yes", "no"),
    function=_CODE_PAGE,
)
RESTART_PENDING: Final = Detector(
    "restart-pending",
    "Whether an update or a setup waits for a restart of Windows",
    ("yes", "no"),
    function=_RESTART,
)
