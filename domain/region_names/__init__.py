"""Names of regions 区划名称: what a region code is called, from which day, and until which."""
