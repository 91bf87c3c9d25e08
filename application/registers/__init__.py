"""Registers 台账: lists of things that offices keep in Excel, each declared once and brought as a whole."""
