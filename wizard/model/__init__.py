"""What a library of trees is made of: frozen values without I/O, the same for linter, engine and pages."""
