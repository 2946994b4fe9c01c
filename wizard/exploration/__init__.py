"""The symbolic walk: every state a walk through a tree can be in, found without making each walk."""
