"""The HTML door: one frozen view per template."""
