"""The audit checks C01 to C32: pure functions of what the log says as of a moment and of the lists that are brought."""
