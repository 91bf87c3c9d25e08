"""Fees 收费: a list of charges with their prices, and what was collected by it."""
