"""What authors write, as typed values; it knows no runs."""
