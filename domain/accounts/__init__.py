"""Accounts 账号: who may act in the ledger, in which roles, for which places and programmes."""
