"""Finds identifiers: scanners for patterned ones, a small model for names, rules over the whole text."""
