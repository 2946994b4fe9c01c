"""Handing tickets over: from the outbox to helpdesks, each once."""
