"""Refused commands that auditors want to see: the attempt is recorded, without personal data."""
