"""Trees carried away: one file that walks them without a server."""
