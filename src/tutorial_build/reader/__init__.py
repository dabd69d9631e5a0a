"""Reader features beside the main flow."""
