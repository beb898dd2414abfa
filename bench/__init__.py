"""Benchmarks whose figures the README quotes: `python -m bench`."""
