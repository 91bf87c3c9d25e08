"""The shared test server."""

import psycopg


def test_a_fresh_database_is_empty_and_ours(fresh_database: str) -> None:
    with psycopg.connect(fresh_database) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchone()
    assert tables == (0,)
