"""Claims 应付款项: what is owed to an institution for no one person's sake, and paid by a batch like anything else."""
