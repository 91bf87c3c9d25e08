"""What every test may ask for; the code lies in tests/support."""

from tests.support.database import fresh_database, pytest_configure, pytest_unconfigure, server_dsn

__all__ = ["fresh_database", "pytest_configure", "pytest_unconfigure", "server_dsn"]
