"""The step engine: pure functions from a tree and what is known to where a walk stands."""
