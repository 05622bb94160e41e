"""Three stores that never meet."""
