"""From a file's data to the model: trees with their blocks in place, facts, fields and the site."""
