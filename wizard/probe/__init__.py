"""A script that looks at a computer: built-in detectors of facts, and the one writer of PowerShell."""
