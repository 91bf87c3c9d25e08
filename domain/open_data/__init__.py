"""Open data: which figures of a year may be told to everybody, and which would tell of one person."""
