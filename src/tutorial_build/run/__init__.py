"""One tutorial in one language: what it needs, its process, what comes out."""
