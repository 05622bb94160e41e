"""The demo organisation, made through the same doors as everybody."""
