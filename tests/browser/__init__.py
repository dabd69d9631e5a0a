"""The built site, opened in Chromium."""
