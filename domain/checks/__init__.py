"""Audit checks that were run, what they found, and what became of each finding."""
