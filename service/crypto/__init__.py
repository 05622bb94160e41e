"""Sealing and opening. Imports nothing of ours, does no I/O."""
