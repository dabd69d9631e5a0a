"""Records of runs on disk: fresh or stale, compared, verified."""
