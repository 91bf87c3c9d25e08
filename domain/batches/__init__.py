"""Batches 批次: the list of people one payment run pays, its approvals and what the bank made of it."""
