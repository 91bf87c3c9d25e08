"""The keeper: a small process that owns the server as long as anybody uses it.

    python -m infrastructure.embedded_postgres.keeper FOLDER NAME

Every client holds the users lock shared. The keeper tries to hold it alone; when that succeeds nobody is
left, killed ones included, since the kernel gives a dead process's locks back. It then stops the server and
leaves, still holding the lock, so a client that comes in meanwhile waits until the old server is gone and
starts a new keeper.
"""

import ctypes
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

from infrastructure.embedded_postgres import cluster
from infrastructure.embedded_postgres.failure import EmbeddedServerFailed
from infrastructure.embedded_postgres.folder import ServerFolder
from infrastructure.embedded_postgres.identity import Identity, identity_for
from infrastructure.embedded_postgres.locks import open_lock, try_lock
from infrastructure.embedded_postgres.programs import binaries
from infrastructure.embedded_postgres.report import Phase, Report, forget_report, write_report
from infrastructure.embedded_postgres.server import Server, lock_out_every_server
from infrastructure.embedded_postgres.settings import write_settings
from infrastructure.embedded_postgres.sockets import forget_dead_sockets, make_socket_folder, remove_socket_folder

GLANCE_SECONDS = 0.1
KILLED_STARTS_MAX = 5
LOCK_TRIES = 10
PR_SET_CHILD_SUBREAPER = 36


def main(arguments: list[str]) -> None:
    folder, name = ServerFolder(Path(arguments[0])), arguments[1]
    if os.fork():  # the client waits for this process; the keeper is the grandchild it need not wait for
        os._exit(0)
    os.umask(0o077)
    keeper_lock = open_lock(folder.keeper_lock)
    for _ in range(LOCK_TRIES):
        if not try_lock(keeper_lock, shared=True):
            return  # another keeper was quicker
        if try_lock(keeper_lock):
            Keeper(folder, name).run()
            return
        time.sleep(GLANCE_SECONDS)  # a client that only looks at the lock has it for a moment


class Keeper:
    def __init__(self, folder: ServerFolder, name: str) -> None:
        self._folder = folder
        self._name = name
        self._users = open_lock(folder.users_lock)
        self._told_to_stop = False
        self._sockets: Path | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop_soon)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        # Orphans of a killed server become ours to reap, also where process 1 reaps nothing.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def run(self) -> None:
        try:
            if not self._is_over():
                _act_as_owner(self._folder.path)
                self._keep()
        except EmbeddedServerFailed as failure:
            self._tell("failed", code=failure.code, message=failure.message)
        except Exception as defect:
            traceback.print_exc()
            self._tell(
                "failed",
                code="keeper_failed",
                message=f"The keeper of the embedded database failed ({type(defect).__name__}: {defect}); "
                f"see {self._folder.keeper_log}.",
            )
        else:
            forget_report(self._folder.report)
        finally:
            if self._sockets is not None:
                remove_socket_folder(self._sockets)

    def _keep(self) -> None:
        self._tell("creating")
        cluster.refuse_foreign_data(self._folder)
        write_settings(self._folder)
        identity = identity_for(self._folder)
        server_lock = lock_out_every_server(self._folder)
        cluster.create_if_absent(self._folder, identity, server_lock)
        cluster.forget_dead_server(self._folder)
        cluster.set_password_if_absent(self._folder, identity, server_lock)
        self._sockets = make_socket_folder(self._folder.data, identity.owner)
        killed_starts = 0
        while True:
            forget_dead_sockets(self._sockets)
            was_ready = self._serve_once(identity, server_lock)
            if self._is_over():
                return
            killed_starts = 0 if was_ready else killed_starts + 1
            if killed_starts == KILLED_STARTS_MAX:
                raise EmbeddedServerFailed(
                    "killed",
                    "The embedded PostgreSQL was killed again and again while starting; look for what "
                    f"kills it (memory?), then try again. Its log is {self._folder.server_log}.",
                )
            os.close(server_lock)
            server_lock = lock_out_every_server(self._folder)
            _reap_orphans()
            cluster.forget_dead_server(self._folder)

    def _serve_once(self, identity: Identity, server_lock: int) -> bool:
        """Until the server ends, by our wish or not; whether it had been ready."""
        assert self._sockets is not None
        server = Server(self._folder, identity, self._sockets, server_lock)
        ready = False
        try:
            self._tell("starting", server_pid=server.pid)
            while (status := server.watch(GLANCE_SECONDS)) is None:
                if not ready and server.is_ready():
                    ready = True
                    self._tell("ready", server_pid=server.pid)
                if self._is_over():
                    self._tell("stopping", server_pid=server.pid)
                    server.stop()
                    return ready
            if not ready and status > 0:
                raise EmbeddedServerFailed(
                    "not_started",
                    f"The embedded PostgreSQL ended while starting ({' | '.join(server.last_words)}); "
                    f"free the cause and try again. Its log is {self._folder.server_log}.",
                )
            return ready
        finally:
            server.close()

    def _is_over(self) -> bool:
        """Once the users lock is ours alone we keep it, and newcomers wait until we are gone."""
        return self._told_to_stop or try_lock(self._users)

    def _tell(self, phase: Phase, *, code: str = "", message: str = "", server_pid: int = 0) -> None:
        write_report(
            self._folder.report,
            Report(
                keeper=self._name,
                phase=phase,
                sockets=str(self._sockets or ""),
                code=code,
                message=message,
                keeper_pid=os.getpid(),
                server_pid=server_pid,
            ),
        )

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_stop = True


def _act_as_owner(folder: Path) -> None:
    """Root using an ordinary user's database acts as that user, or its owner would later be locked out."""
    owner = folder.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.setgroups([])
        os.setgid(owner.st_gid)
        os.setuid(owner.st_uid)
        if not os.access(sys.executable, os.X_OK) or not os.access(binaries() / "postgres", os.X_OK):
            raise EmbeddedServerFailed(
                "no_access",
                f"The database in {folder} belongs to the user with number {owner.st_uid}, who may not run "
                "this installation; run that user's own, or set DATABASE_URL to a server you may use.",
            )


def _reap_orphans() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    main(sys.argv[1:])
