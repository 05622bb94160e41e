"""All that is unpublished."""
