"""For those who write: rules, scaffold, doctor."""
