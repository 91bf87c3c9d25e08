"""Audit data: a year's books, or some months of it, shaped after the national interfaces for auditors' software."""
