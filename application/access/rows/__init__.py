"""The rows of the permission table, one module a field of work."""
