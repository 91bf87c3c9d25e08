"""Everything that touches the world: PostgreSQL, files, keys, clocks."""
