"""Sheets as a grid of cells with spans, and renderers of a grid into every format that can be made here."""
