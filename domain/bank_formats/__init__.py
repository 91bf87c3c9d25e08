"""Bank formats 银行格式: which columns a bank's payment file has, and what its results say, as data."""
