"""The ledger over HTTP: routes under /v1, and what stands around them."""
