"""Beneficiaries 救助对象: persons, known to the log by an id and a commitment only."""
