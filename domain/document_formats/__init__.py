"""Document-number formats 文号格式: whose documents bring a ledger money, by the word that stands before 〔year〕."""
