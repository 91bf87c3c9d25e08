"""The command line, one file a concept: each verb reads what it is given, asks one use case, prints its answer."""
