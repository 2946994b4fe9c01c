"""Translations of trees, blocks, facts, fields and the site: PO files beside the trees, one per language and file."""
