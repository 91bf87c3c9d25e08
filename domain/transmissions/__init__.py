"""Transmissions 下达: money that one ledger hands down to another, document by document, and who may do so when."""
