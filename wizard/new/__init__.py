"""A new tree from a few answers: a draft that passes lint and can be walked at once."""
