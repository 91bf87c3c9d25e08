"""Revenue 非税收入: money collected for the treasury (收支两条线); it has no path to spending."""
