"""Presenters: from where a walk stands to the views that templates show."""
