"""Rahgosha's engine: trees in, walks and tickets out. Knows nothing of web pages."""

__version__ = "0.1.0"
