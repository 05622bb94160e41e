"""Finds identifiers: scanners for patterned ones, a small linear-chain model for names, rules over the whole text."""
