"""No number of a person stands in a log line."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from api.http.logs import configure_logging
from api.http.masking import MASKED, masked, masked_value

ID, CERTIFICATE, ACCOUNT = "990101199003070011", "99010119900307001142", "6222020200112233445"


@pytest.mark.parametrize(
    "number",
    [
        ID,
        "99010119900307001X",
        "99010119900307001x",
        CERTIFICATE,
        "99010119900307001X42",
        ACCOUNT,
        "622202020011",
        "6222 0202 0011 2233",
        "6222-0202-0011-2233-445",
        "９９０１０１１９９００３０７００１１",
        "13900001234",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "账号{}。", "id={}", '{{"n":"{}"}}', "name{}name", "/v1/people/{}?x=1", "a\n{}\nb"]
)
def test_a_person_s_number_is_hidden_wherever_it_stands(number: str, around: str) -> None:
    assert masked(around.format(number)) == around.format(MASKED)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T05:01:11.123456+00:00",
        "2026-01-01 2026-12-31",
        "position 1234567 of fund/2017/psy-medicine/340700",
        "b-7k0v9m2xq4a8e1zt",
        "123e4567-e89b-12d3-a456-426614174000",
        "d1234567890123456789012345678901",
        "990101001000 is masked, 99010100100 is not"[21:],
        "",
    ],
)
def test_dates_positions_hashes_and_ids_of_things_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(), st.integers(12, 25), st.text(), st.data())
def test_no_run_of_twelve_digits_survives(before: str, length: int, after: str, data: st.DataObject) -> None:
    number = data.draw(st.text("0123456789", min_size=length, max_size=length))
    assert number not in masked(f"{before}|{number}|{after}")


def test_values_of_every_shape_are_gone_through_and_our_own_counts_stay() -> None:
    line = {
        "event": "x",
        ID: [ID, {"deep": (ACCOUNT, 7, True, None)}],
        "number": int(ID),
        "mobile": 13900001234,
        "duration_us": 10**13,
        "bytes_out": ID,
        "object": ValueError(ID),
    }
    assert masked_value(line) == {
        "event": "x",
        MASKED: [MASKED, {"deep": [MASKED, 7, True, None]}],
        "number": MASKED,
        "mobile": MASKED,
        "duration_us": 10**13,
        "bytes_out": MASKED,
        "object": f"ValueError('{MASKED}')",
    }


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where log lines go for one test."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging(stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail() -> None:
    try:
        int(f"Zhang San {ID}")
    except ValueError as cause:
        raise RuntimeError(f"could not read Zhang San {ID}") from cause


def test_our_lines_and_the_libraries_lines_are_json_without_numbers(stream: io.StringIO) -> None:
    structlog.get_logger("ours").info(f"read {ID}", account="clerk-01", rows=[ID])
    logging.getLogger("theirs").warning("could not read %s: %d", ACCOUNT, int(ID))
    ours, theirs = lines(stream)
    assert (ours["event"], ours["rows"], ours["account"], ours["level"]) == (
        f"read {MASKED}",
        [MASKED],
        "clerk-01",
        "info",
    )
    assert (theirs["event"], theirs["level"], theirs["logger"]) == (
        f"could not read {MASKED}: {MASKED}",
        "warning",
        "theirs",
    )
    assert ours["time"].endswith("Z")


def test_of_a_failure_a_line_says_what_kind_and_where_and_never_its_message(stream: io.StringIO) -> None:
    try:
        fail()
    except RuntimeError as error:
        structlog.get_logger().error("defect", exc_info=error)
        structlog.get_logger().exception("defect")
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    found = lines(stream)
    assert len(found) == 3
    for line in found:
        assert line["error"] == ["RuntimeError", "ValueError"]
        assert line["where"][-1].endswith(" fail")
    assert "Zhang" not in stream.getvalue()


def test_the_server_s_own_access_lines_which_hold_query_strings_are_not_written(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info('%s - "%s %s" %d', "127.0.0.1", "GET", "/v1/people?name=Zhang", 200)
    assert lines(stream) == []
