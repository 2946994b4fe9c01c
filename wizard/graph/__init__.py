"""A tree drawn: as a picture (SVG), as a table, and for other programs (DOT, Mermaid)."""
