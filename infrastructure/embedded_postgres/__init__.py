"""The PostgreSQL that needs no installing: a wheel's programs, supervised by us, gone with the last user.

`with running(home) as conninfo:` is all a client needs; see keeper.py for how it holds together.
"""

from infrastructure.embedded_postgres.client import running
from infrastructure.embedded_postgres.failure import EmbeddedServerFailed
from infrastructure.embedded_postgres.folder import is_there
from infrastructure.embedded_postgres.programs import binaries

__all__ = ["EmbeddedServerFailed", "binaries", "is_there", "running"]
