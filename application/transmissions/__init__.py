"""Transmissions between ledgers, as both sides have them."""
