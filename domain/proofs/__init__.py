"""What makes the log evidence: a Merkle tree over its entries, published and signed so that nobody has to trust us."""
