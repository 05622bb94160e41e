"""What is sealed has one size, and nothing that carries secrets is compressed (LEAKS 10-12)."""
