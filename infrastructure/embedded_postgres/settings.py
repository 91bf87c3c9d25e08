"""The server's own settings, written anew at each start so that they always match this version."""

import os
from pathlib import Path

from infrastructure.embedded_postgres.folder import ServerFolder

ACCESS_RULES = """\
# Written at each start. Only the local socket, only with the password: the socket's folder is private,
# but a password also holds where user ids are mapped and asking the kernel who is calling would mislead.
local all all scram-sha-256
"""

DURABLE = """\
# Written at each start; changes here are lost.
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'

# A process of the service takes some dozens: room for several, and for whoever works at the keyboard beside them.
max_connections = 300

# A confirmed entry survives a power cut.
fsync = on
full_page_writes = on
synchronous_commit = on

# Alone: no standby reads along, so the log need only serve recovery.
wal_level = minimal
max_wal_senders = 0
wal_compression = 'pglz'
max_wal_size = '4GB'
checkpoint_timeout = '15min'
checkpoint_completion_target = 0.9

# Nothing outside the data folder is left behind by a kill, and small /dev/shm of containers do not matter.
shared_memory_type = 'mmap'
dynamic_shared_memory_type = 'mmap'
huge_pages = 'try'
jit = off
autovacuum = on

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] '
"""


def write_settings(folder: ServerFolder) -> None:
    folder.access_rules.write_text(ACCESS_RULES, encoding="utf-8")
    own = {
        "data_directory": str(folder.data),
        "hba_file": str(folder.access_rules),
        "ident_file": str(folder.data / "pg_ident.conf"),
        "shared_buffers": f"{_shared_buffers_mb()}MB",
    }
    lines = [f"{name} = {_quoted(value)}\n" for name, value in own.items()]
    text = DURABLE + "\n" + "".join(lines)
    folder.settings.write_bytes(os.fsencode(text))


def _shared_buffers_mb() -> int:
    """256 MB, or an eighth of a small machine."""
    machine_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(32, min(256, machine_mb // 8))


def sockets_option(sockets: Path) -> list[str]:
    """Known only when the server starts, so it comes with the command; a list of quoted items."""
    return ["-c", 'unix_socket_directories="' + str(sockets).replace('"', '""') + '"']


def _quoted(text: str) -> str:
    """A value as the configuration file's own quoting wants it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
