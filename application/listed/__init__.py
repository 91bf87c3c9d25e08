"""What the lists of the registers show, a row each: state, not history. No personal data: people are ids and facts.

Money is `Money` (whole fen), days are dates, months `Month`; what ends in `_at` is a position of the log. What is not
known, or has not happened as of the position and day asked about, is None.
"""
