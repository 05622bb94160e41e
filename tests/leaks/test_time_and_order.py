"""Nothing stored or shown tells when a report came, or in which order (LEAKS 1, 2, 6-9)."""
