"""Mends what can be mended without the writer: text by text, so that comments and all other bytes stay as they are."""
