"""The use cases: load, replay, decide, append; the ports they need."""
