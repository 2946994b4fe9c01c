"""Search: from a customer's own words, however they are typed, to the tree and often to the step in it."""
