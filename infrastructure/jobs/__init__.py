"""Bulk jobs in PostgreSQL: files sealed piece by piece, a queue with leases, and the threads that work on it."""
