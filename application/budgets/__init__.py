"""What budgets came to, as of any moment: figures by item, level and kind, rates, and what is left by age."""
