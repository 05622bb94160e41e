"""Journeys need the browser's files."""

from tests.pages.conftest import built

__all__ = ["built"]
