"""Jobs, one way: periods, releases, signals, retention."""
