"""Pay that goes on month by month: what is due, whose certificate expires, what was overpaid. Nothing here writes."""
