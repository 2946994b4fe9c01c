"""What a value of the registry says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from wizard.probe.detector import Data, Detector, Function, said
from wizard.probe.literals import literal, table

_ROOTS: Final = {
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKCU": "HKEY_CURRENT_USER",
    "HKCR": "HKEY_CLASSES_ROOT",
    "HKU": "HKEY_USERS",
}

# Through the provider and not through .NET, so that it works where only simple commands are allowed too.
READ_REGISTRY: Final = Function(
    "Read-RegistryValue",
    """\
function Read-RegistryValue([string]$key, [string]$name) {
    if (-not (Test-Path -LiteralPath $key)) { return $null }
    $properties = Get-ItemProperty -LiteralPath $key
    return $properties.$name
}
""",
)
_FIND: Final = Function(
    "Find-RegistryValue",
    """\
function Find-RegistryValue([string]$key, [string]$name, $meanings, [string]$otherwise, [bool]$asItIs) {
    $value = Read-RegistryValue $key $name
    if ($null -eq $value) { return '' }
    $content = [string]$value
    if ($asItIs) { return $content }
    if ($meanings.ContainsKey($content)) { return $meanings[$content] }
    return $otherwise
}
""",
    (READ_REGISTRY,),
)


def _path(key: str) -> str:
    """Return a key as PowerShell finds it whatever drives there are."""
    root, rest = re.fullmatch(r"([^\\]*)(.*)", key, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"Registry::{_ROOTS.get(root, root)}{rest}"


def _arguments(data: Data) -> tuple[str, ...]:
    meanings = data.get("map")
    known = {str(key): str(value) for key, value in meanings.items()} if isinstance(meanings, Mapping) else {}
    as_it_is = "$false" if known or "otherwise" in data else "$true"
    key = literal(_path(str(data.get("key", ""))))
    return key, said(data, "value"), table(known), said(data, "otherwise"), as_it_is


REGISTRY: Final = Detector(
    "registry", "What a value of the registry says", function=_FIND, arguments=_arguments
)
