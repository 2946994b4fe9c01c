"""What every script begins and ends with: what it says of itself, and how it shows what it found."""

from __future__ import annotations

from typing import Final

BEGINNING: Final = """\
# Looks at this computer, shows what it found, and opens the help page with it if you agree.
#
# It only reads: it changes no file, no setting and no registry entry, and starts nothing but your browser.
# It sends nothing by itself. If you agree, what it found stands in the address of the page that it opens.
# Made by "wizard probe", which writes it anew: change _facts.yaml, not this file. It is meant for PowerShell 2.0
# to 7 and was checked by a parser, but it has not been run on Windows. Try it before you give it to customers.
param([string]$Tree = '')
$ErrorActionPreference = 'Stop'
$script:found = @()

function Add-Finding([string]$fact, [string]$about, [string]$value, [string]$shown) {
    $script:found += @{ 'fact' = $fact; 'value' = $value; 'line' = ($about + ': ' + $shown) }
}

function Add-Choice([string]$fact, [string]$about, $value, $labels) {
    $id = [string]$value
    if ($id -ne '' -and $labels.ContainsKey($id)) { Add-Finding $fact $about $id $labels[$id] }
}

function Add-Number([string]$fact, [string]$about, $value, [string]$unit) {
    $number = [System.Convert]::ToString($value, [System.Globalization.CultureInfo]::InvariantCulture)
    if ($number -match '^[0-9]+(\\.[0-9]+)*$') { Add-Finding $fact $about $number (($number + ' ' + $unit).Trim()) }
}

function Show-Text([string]$text) {
    Write-Host $text
    $title = $words['title']
    try { $null = [System.Windows.Forms.MessageBox]::Show($text, $title, 'OK', 'Information', 'Button1', $reading) }
    catch { }
}

function Confirm-Text([string]$text) {
    $title = $words['title']
    try {
        $answer = [System.Windows.Forms.MessageBox]::Show($text, $title, 'YesNo', 'Question', 'Button1', $reading)
        return ([string]$answer -eq 'Yes')
    } catch { }
    Write-Host $text
    try { return ((Read-Host 'y / n') -match '^\\s*[yY]') } catch { return $false }
}

function Read-Choice([string]$text) {
    try { return [Microsoft.VisualBasic.Interaction]::InputBox($text, $words['title'], '') } catch { }
    Write-Host $text
    try { return (Read-Host) } catch { return '' }
}

function Select-Tree([string]$named) {
    foreach ($one in $trees) { if ($one -eq $named) { return $one } }
    if ($trees.Count -eq 1) { return $trees[0] }
    $text = $words['which']
    for ($at = 0; $at -lt $trees.Count; $at++) {
        $text = $text + [System.Environment]::NewLine + [string]($at + 1) + ' - ' + $titles[$trees[$at]]
    }
    $typed = Read-Choice $text
    if ($typed -match '^\\s*[0-9]{1,3}\\s*$') {
        $at = [int]$typed
        if ($at -ge 1 -and $at -le $trees.Count) { return $trees[$at - 1] }
    }
    return ''
}

"""

END: Final = """\
try { Add-Type -AssemblyName 'System.Windows.Forms' } catch { }
try { Add-Type -AssemblyName 'Microsoft.VisualBasic' } catch { }

if ($script:found.Count -eq 0) {
    Show-Text ($words['nothing'] + [System.Environment]::NewLine + $words['safe'])
    return
}

$newLine = [System.Environment]::NewLine
$lines = @()
$code = @()
$query = @()
foreach ($finding in $script:found) {
    $lines += $finding['line']
    $code += ($finding['fact'] + '=' + $finding['value'])
    $query += ($finding['fact'] + '~probe=' + [System.Uri]::EscapeDataString($finding['value']))
}
$shown = $words['intro'] + $newLine + $newLine + [string]::Join($newLine, $lines) + $newLine + $newLine
$toRead = $words['read'] + $newLine + $newLine + [string]::Join(' ', $code)

if ($site -ne '' -and $trees.Count -gt 0) {
    if (Confirm-Text ($shown + $words['safe'] + $newLine + $newLine + $words['ask'])) {
        $chosen = Select-Tree $Tree
        if ($chosen -ne '') {
            $address = $site + '/' + $locale + '/' + $chosen + '?' + [string]::Join('&', $query)
            try { Start-Process -FilePath $address } catch { }
        }
    }
    Show-Text $toRead
} else {
    Show-Text ($shown + $toRead + $newLine + $newLine + $words['safe'])
}
"""
