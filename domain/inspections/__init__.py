"""Inspections 督查: a sample anyone can draw again, the visits to those in it, and what was found."""
