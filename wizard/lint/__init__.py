"""The linter: one rule a file, all problems of all files in one sorted list."""
