"""Decisions: no framework, no SQL."""
