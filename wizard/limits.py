"""Every maximum the program keeps to, named once. Sizes in bytes or characters, as each line says."""

from __future__ import annotations

from typing import Final

# Files that writers bring (YAML, PO).
FILE_BYTES: Final = 1_000_000
YAML_DEPTH: Final = 40
YAML_VALUES: Final = 60_000
YAML_ANCHORS: Final = 50
PROBLEMS_PER_FILE: Final = 200
MENDED_LINES: Final = 25
MENDED_IN_LINE: Final = 2
PRUNED_ROUNDS: Final = 4

# Trees.
STEPS: Final = 500
OPTIONS: Final = 60
TEXT: Final = 4_000
HOW: Final = 8_000
LABEL: Final = 200
CONDITION_DEPTH: Final = 8
JUMPS: Final = 20

# A walk on its way through a query string.
QUERY_BYTES: Final = 3_500
TYPED: Final = 40
ID: Final = 60

# What a customer sends.
BODY_BYTES: Final = 64_000
FORM_FIELDS: Final = 500
DESCRIPTION: Final = 5_000
FIELD: Final = 1_000
CONTACT: Final = 254

# After so many fixes that did not help, a person is offered unasked.
FAILED_FIXES: Final = 3

# How often one address prefix may send something in an hour, and everybody together.
SENT_PER_HOUR: Final = 20
SENT_PER_HOUR_BY_ALL: Final = 2_000
