"""What folders are called, and who may write in them."""

from __future__ import annotations

from typing import Final

from wizard.probe.detector import Detector, Function, said

_PROFILE: Final = Function(
    "Find-ProfilePathLetters",
    """\
function Find-ProfilePathLetters {
    $folder = $env:USERPROFILE
    if (-not $folder) { return '' }
    if ($folder -match '[\\u0600-\\u06FF\\uFB50-\\uFDFF\\uFE70-\\uFEFC]') { return 'persian-arabic' }
    if ($folder -match '[^\\x00-\\x7F]') { return '' }
    return 'english'
}
""",
)
# 278 is "write" among the rights; the two others are the general ones for writing and for everything.
_PERMISSION: Final = Function(
    "Find-FolderPermission",
    """\
function Find-FolderPermission([string]$folder, [string]$account) {
    if (-not (Test-Path -LiteralPath $folder)) { return '' }
    $allowed = 'no'
    $kind = [System.Security.Principal.SecurityIdentifier]
    foreach ($rule in (Get-Acl -Path $folder).GetAccessRules($true, $true, $kind)) {
        if ($rule.IdentityReference.Value -ne $account) { continue }
        $rights = [int]$rule.FileSystemRights
        if (($rights -band 278) -ne 278 -and ($rights -band 1342177280) -eq 0) { continue }
        if ([string]$rule.AccessControlType -eq 'Deny') { return 'no' }
        $allowed = 'yes'
    }
    return $allowed
}
""",
)

PROFILE_PATH_LETTERS: Final = Detector(
    "profile-path-letters",
    "Whether the folder of the Windows user is written in Persian or Arabic letters",
    ("persian-arabic", "english"),
    function=_PROFILE,
)
FOLDER_PERMISSION: Final = Detector(
    "folder-permission",
    "Whether an account may write in a folder",
    ("yes", "no"),
    function=_PERMISSION,
    arguments=lambda data: (said(data, "folder"), said(data, "account")),
)
