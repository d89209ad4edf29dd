"""Measures the figures of docs/figures.md: `make bench`."""
