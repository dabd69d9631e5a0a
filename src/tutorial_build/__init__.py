"""Engine: runs the tutorials and writes the pages."""
