"""What the keepers of the course run; it is in no wheel and on no page."""
