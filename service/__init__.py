"""Candour: sealed, blame-free reporting for public services."""
