"""All that is published, immutable."""
