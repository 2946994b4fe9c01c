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

# What the linter tries: states of walks in one tree; bytes of the longest walk in a query string, through one tree and
# over several.
EXPLORED_STATES: Final = 20_000
WALK_BYTES: Final = 1_500
JOURNEY_BYTES: Final = 2_500

# A walk on its way through a query string.
QUERY_BYTES: Final = 3_500
# What a walk names beyond which nothing about it is kept at hand: real ones name far less, and of those that somebody
# makes up a few thousand would fill the memory.
USUAL_NAMES: Final = 100
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

# Files that customers send: how many in one form or message; bytes of each, of all that one sending carries, and of
# the words beside them; points of a picture, known before it is decoded, and of its longer side as it is kept.
FILES: Final = 5
UPLOAD_BYTES: Final = 10_000_000
UPLOADS_BYTES: Final = 32_000_000
WORDS_BYTES: Final = 1_000_000
PICTURE_POINTS: Final = 50_000_000
PICTURE_SIDE: Final = 4_096
FILE_NAME: Final = 80

# Files in an hour from one address prefix, and from everybody; days that files of an unsent form wait for it.
FILES_PER_HOUR: Final = 40
FILES_PER_HOUR_BY_ALL: Final = 800
UNSENT_DAYS: Final = 7

# Signed tokens of products: characters of one, how far ahead it may expire, how much clocks may differ, both in
# seconds. Hours for which what it vouched for counts, and characters of the id of a token.
TOKEN: Final = 4_000
TOKEN_SECONDS: Final = 600
CLOCK_SECONDS: Final = 60
CONTEXT_HOURS: Final = 24
NONCE: Final = 64

# Codes that one network may have made in an hour, and everybody; codes that lead nowhere, tried from one network in an
# hour, and by everybody; codes of walks together that one member of staff may try; how many codes a network may make
# or get wrong even when everybody together had too many.
CODES_PER_HOUR: Final = 60
CODES_PER_HOUR_BY_ALL: Final = 6_000
GUESSES_PER_HOUR: Final = 30
GUESSES_PER_HOUR_BY_ALL: Final = 3_000
JOINS_PER_HOUR: Final = 60
FEW_PER_HOUR: Final = 3

# Serial numbers: letters and digits, the dashes between them not counted.
SERIAL_LEAST: Final = 4
SERIAL_MOST: Final = 40

# What makes a request wait until staff have looked at it: sent so few seconds after the form was opened, a form
# opened so many days ago, so many links in it, so many requests of all customers in an hour before it.
FORM_SECONDS: Final = 3
FORM_DAYS: Final = 7
LINKS: Final = 3
UNHELD_PER_HOUR: Final = 300

# The API: calls in a minute from one network and with one key, callers remembered, requests that one key may file in an
# hour; how deeply the JSON of a body may be nested, names in one object of it and values in all, letters of a number in
# it, and of an Idempotency-Key.
API_PER_MINUTE: Final = 600
API_PER_MINUTE_BY_KEY: Final = 6_000
API_CALLERS: Final = 10_000
API_TICKETS_PER_HOUR_BY_KEY: Final = 600
JSON_DEPTH: Final = 16
JSON_NAMES: Final = 200
JSON_VALUES: Final = 1_000
JSON_NUMBER: Final = 30
IDEMPOTENCY_KEY_LEAST: Final = 16
IDEMPOTENCY_KEY_MOST: Final = 128
