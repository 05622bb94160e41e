"""Chart specifications, from published numbers only."""
