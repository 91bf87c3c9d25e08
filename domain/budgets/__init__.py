"""Budgets 预算: what a unit may spend in a year by item, level and kind, how it was adjusted, and what was spent."""
