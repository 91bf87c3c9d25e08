"""The views in PostgreSQL: the projector that follows the log, the rebuild beside it, and the queries."""
