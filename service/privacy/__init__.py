"""Counting with bounded contribution, noise, budget, thresholds."""
