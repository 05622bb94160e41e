"""A new report changes no byte of anything that is shown (LEAKS 48)."""
