"""Institutions 定点机构: agreements, accepted service, invoices, and what may be paid for them."""
