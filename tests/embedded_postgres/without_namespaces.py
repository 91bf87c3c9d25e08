"""Runs a command as root of a container that forbids user namespaces.

python without_namespaces.py COMMAND ARGUMENT...
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000


def main(command: list[str]) -> None:
    entered_reading, entered = os.pipe()
    mapped_reading, mapped = os.pipe()
    child = os.fork()
    if child == 0:
        if ctypes.CDLL(None).unshare(CLONE_NEWUSER) != 0:
            os._exit(1)
        os.write(entered, b".")
        os.read(mapped_reading, 1)
        Path("/proc/sys/user/max_user_namespaces").write_text("0")
        os.execv(command[0], command)
    os.read(entered_reading, 1)
    for table in ("uid_map", "gid_map"):
        Path(f"/proc/{child}/{table}").write_text("0 0 65536")
    os.write(mapped, b".")
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
