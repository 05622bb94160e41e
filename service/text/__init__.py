"""The text engine: identifiers, factors, kinder words. No I/O after import."""
