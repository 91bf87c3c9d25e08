"""Open data: a year's public figures as CSV and Parquet, with the dictionary that says what each of them is."""
