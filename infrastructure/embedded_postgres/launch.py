"""Becomes a PostgreSQL program: gives up root if asked, ties its life to its parent, then execs.

Run as a script by path, isolated, with nothing but the standard library. A program of its own needs no
`preexec_fn`, which between fork and exec Python allows only with care.

    python -I -S launch.py PARENT SIGNAL plain                     PROGRAM ARGUMENT...
    python -I -S launch.py PARENT SIGNAL namespace:UID:GID         PROGRAM ARGUMENT...
    python -I -S launch.py PARENT SIGNAL user:UID:GID              PROGRAM ARGUMENT...
"""

import ctypes
import os
import stat
import sys
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CLONE_NEWUSER = 0x10000000
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522
NOT_POSSIBLE = 71

libc = ctypes.CDLL(None, use_errno=True)


def main(arguments: list[str]) -> None:
    parent, death_signal, identity, *command = arguments
    kind, *numbers = identity.split(":")
    try:
        if kind == "namespace":
            enter_namespace(*map(int, numbers))
        elif kind == "user":
            become(command[0], *map(int, numbers))
    except OSError as problem:
        sys.stderr.write(f"{kind}: {problem}\n")
        sys.exit(NOT_POSSIBLE)
    # Only now: the kernel forgets the death signal at every change of identity.
    check(libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0))
    if os.getppid() != int(parent):
        sys.exit(NOT_POSSIBLE)  # it died before we were tied to it
    os.execv(command[0], command)


def enter_namespace(uid: int, gid: int) -> None:
    """In a user namespace of its own the same user goes by another number; files and rights stay the same."""
    outside_uid, outside_gid = os.geteuid(), os.getegid()
    check(libc.unshare(CLONE_NEWUSER))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {outside_uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {outside_gid} 1")


def become(program: str, uid: int, gid: int) -> None:
    """Another user, who may still pass through folders closed to him: the way to his data is the caller's.

    One capability of root is kept for that and every other is lost. Reading anywhere is the smaller one;
    writing anywhere is kept only where a container has nothing smaller or the program is closed to others.
    """
    readable = Path(program).stat().st_mode & stat.S_IXOTH
    kept = None
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if readable else (CAP_DAC_OVERRIDE,):
        if permitted() >> capability & 1:
            kept = capability
            break
    check(libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    keep_only(kept)


def permitted() -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("CapPrm:")).split()[1], 16)


def keep_only(capability: int | None) -> None:
    bits = 0 if capability is None else 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    check(libc.capset(header, (ctypes.c_uint32 * 6)(bits, bits, bits, 0, 0, 0)))
    if capability is not None:
        check(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))


def check(answer: int) -> None:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    main(sys.argv[1:])
