"""The folders that a site generator reads."""
