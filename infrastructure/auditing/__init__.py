"""What an auditor holds a ledger against, and what he takes away: seals, the bundle, and the checks of both."""
