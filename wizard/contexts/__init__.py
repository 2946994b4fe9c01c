"""What products vouch for: their keys, their signed tokens checked, kept once, read again by a walk's `_c`."""
