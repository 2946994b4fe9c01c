"""Path tests: walks that writers note down beside their trees, and where they must lead."""
