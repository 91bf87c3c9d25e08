"""Credentials in PostgreSQL: passwords, sessions, keys, second factors, invitations, and log-in at another provider."""
