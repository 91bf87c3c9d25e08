"""What the framework costs by itself: a route that does nothing, and one that asks the database one thing."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
import uvicorn
from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from api.http.hands import THREADS

STATEMENT = "SELECT 1"


def create() -> FastAPI:
    """Return the application, with as many threads and connections as the service has."""
    pool = ConnectionPool(
        os.environ["DATABASE_URL"], min_size=1, max_size=THREADS, kwargs={"autocommit": True}, open=False
    )

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        pool.open()
        yield
        pool.close()

    app = FastAPI(lifespan=running)

    @app.get("/empty")
    def empty() -> dict[str, int]:
        """Answer at once."""
        return {"one": 1}

    @app.get("/round-trip")
    def round_trip() -> dict[str, int]:
        """Ask the database for it."""
        with pool.connection() as connection:
            row = connection.execute(STATEMENT).fetchone()
        return {"one": row[0] if row else 0}

    return app


def serve(port: int) -> None:
    """Serve it as the service is served."""
    uvicorn.run(create(), host="127.0.0.1", port=port, access_log=False, log_config=None, server_header=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
