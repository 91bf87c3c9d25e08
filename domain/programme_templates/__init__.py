"""Programme templates 项目样板: programmes to begin from that a ledger keeps beside those the product brings along."""
