"""What every test may ask for; the code lies in tests/support."""

from hypothesis import HealthCheck, settings

from tests.support.database import (
    fresh_database,
    pytest_configure,
    pytest_itemcollected,
    pytest_unconfigure,
    server_dsn,
)
from tests.support.longest_first import pytest_collection_modifyitems

__all__ = [
    "fresh_database",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_itemcollected",
    "pytest_unconfigure",
    "server_dsn",
]

settings.register_profile("by rules, not by the clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("by rules, not by the clock")
