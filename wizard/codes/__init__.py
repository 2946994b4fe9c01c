"""Six-character codes: one that opens a walk on another device, and one by which support walks along."""
