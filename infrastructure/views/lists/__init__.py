"""Lists over the registers: which rows begin a thing, how a page of them is found, and what the rest makes of them."""
