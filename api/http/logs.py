"""Log lines: JSON, one a line, on one stream; the same rules for our own and for the libraries'.

A line never holds a person's number (`masking.py`), and of a failure it says what kind it was and where it happened,
not its message: messages of databases and parsers repeat what they were given.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from types import TracebackType
from typing import Any, TextIO

import orjson
import structlog
from structlog.typing import Processor

from api.http.masking import masked_value

Line = MutableMapping[str, Any]
_MOST_FRAMES = 40


def configure_logging(stream: TextIO, *, level: int = logging.INFO) -> None:
    """Send everything that is logged in this process to one stream. Called once, by whoever starts the service."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        without_messages,
    ]
    structlog.configure(
        processors=[*shared, without_numbers, _to_json],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, without_numbers, _to_json],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.INFO))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"  # It writes query strings; we write our own.


def without_messages(_logger: Any, _method: str, line: Line) -> Line:
    """Replace an exception by its kinds (`error`, the outermost cause last) and its places (`where`)."""
    given = line.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else None
    if given is True:
        error = sys.exc_info()[1]
    if error is not None:
        chain = list(_chain(error))
        line["error"] = [type(one).__name__ for one in chain]
        line["where"] = places(chain[-1].__traceback__)
    return line


def without_numbers(_logger: Any, _method: str, line: Line) -> Line:
    """Hide what looks like a person's number in every part of the line but those made here."""
    made = {name: line.pop(name) for name in ("time", "level") if name in line}
    return {**made, **masked_value(line)}


def places(trace: TracebackType | None) -> Sequence[str]:
    """Return `module:line function` for each frame, the innermost last."""
    found = []
    while trace is not None:
        frame = trace.tb_frame
        found.append(f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}")
        trace = trace.tb_next
    return found[-_MOST_FRAMES:]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, then what it was raised from, and so on."""
    seen: set[int] = set()
    while id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__) or error


def _to_json(_logger: Any, _method: str, line: Line) -> str:
    return orjson.dumps(line, default=str).decode()
