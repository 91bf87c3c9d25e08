"""The event log of one ledger: canonical bytes, dense positions, appended in one transaction or not."""
