"""A tutorial joined with its results, and its Markdown."""
