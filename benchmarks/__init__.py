"""One command, one table: speed, accuracy, privacy."""
