"""Replay for inspectors: decisions run again, two moments compared, the life of a thing. Nothing here writes."""
