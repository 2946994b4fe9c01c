"""Which programs are there."""

from __future__ import annotations

from typing import Final

from wizard.probe.detector import Data, Detector, Function
from wizard.probe.literals import array

# CIM since PowerShell 3, WMI up to 5.1: between them every version has one.
READ_INSTANCES: Final = Function(
    "Read-Instances",
    """\
function Read-Instances([string]$namespace, [string]$class) {
    if (Get-Command -Name 'Get-CimInstance' -ErrorAction SilentlyContinue) {
        try { return @(Get-CimInstance -Namespace $namespace -ClassName $class) } catch { }
    }
    if (-not (Get-Command -Name 'Get-WmiObject' -ErrorAction SilentlyContinue)) { throw 'neither CIM nor WMI' }
    return @(Get-WmiObject -Namespace $namespace -Class $class)
}
""",
)
# Windows XP has the list elsewhere, Windows Server has none: then nothing is known.
_ANTIVIRUS: Final = Function(
    "Find-AntivirusProducts",
    """\
function Find-AntivirusProducts {
    try { $products = @(Read-Instances 'root\\SecurityCenter2' 'AntiVirusProduct') }
    catch { $products = @(Read-Instances 'root\\SecurityCenter' 'AntiVirusProduct') }
    foreach ($product in $products) {
        if ($product.displayName -and $product.displayName -notmatch 'Defender') { return 'yes' }
    }
    return 'no'
}
""",
    (READ_INSTANCES,),
)
_INSTALLED: Final = Function(
    "Find-InstalledPrograms",
    """\
function Find-InstalledPrograms($names) {
    $lists = @(
        'Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
        'Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
        'Registry::HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
    )
    foreach ($list in $lists) {
        if (-not (Test-Path -LiteralPath $list)) { continue }
        foreach ($entry in @(Get-ChildItem -LiteralPath $list)) {
            $shown = ''
            try { $shown = [string](Get-ItemProperty -LiteralPath $entry.PSPath).DisplayName } catch { }
            foreach ($name in $names) {
                if ($shown.ToLower().Contains(([string]$name).ToLower())) { return 'yes' }
            }
        }
    }
    return 'no'
}
""",
)


def _names(data: Data) -> tuple[str, ...]:
    names = data.get("names")
    wanted = names if isinstance(names, list | tuple) else ()
    return (array(str(name) for name in wanted if name not in (None, "")),)


ANTIVIRUS_PRODUCTS: Final = Detector(
    "antivirus-products",
    "Whether Windows lists an antivirus program besides Defender",
    ("yes", "no"),
    function=_ANTIVIRUS,
)
INSTALLED_PROGRAMS: Final = Detector(
    "installed-programs",
    "Whether a program is in the list of installed programs whose name has one of the parts",
    ("yes", "no"),
    function=_INSTALLED,
    arguments=_names,
)
