"""A client as a process of its own: enters, says how it went, stays until its input ends.

python a_client.py HOME [fork]    with `fork` it leaves a child behind that never enters and never ends
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

from infrastructure.embedded_postgres import EmbeddedServerFailed, running

home = Path(sys.argv[1])
signal.signal(signal.SIGINT, signal.default_int_handler)  # Who is started in the background is born deaf to Ctrl-C.
said: list[str] = []
try:
    with running(home, say=said.append) as conninfo:
        child = 0
        if "fork" in sys.argv[2:]:
            child = os.fork()
            if child == 0:
                time.sleep(600)
                os._exit(0)
        print(json.dumps({"conninfo": conninfo, "said": said, "child": child}), flush=True)
        sys.stdin.read()
except EmbeddedServerFailed as failure:
    print(json.dumps({"code": failure.code, "message": failure.message, "said": said}), flush=True)
