"""The other ledgers of one installation."""
