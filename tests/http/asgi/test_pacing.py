"""One address asks so often for what is open to all and no oftener, whichever process it asks."""

from __future__ import annotations

import asyncio
import multiprocessing
from pathlib import Path

import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.http.asgi.pacing import AddressBook, PerAddress
from tests.http.asgi.asking import Echo, Told, asked

SECOND = 1_000_000
NOON = 1_800_000_000 * SECOND
HERE, THERE, IN_FRONT = "203.0.113.7", "203.0.113.8", "10.0.0.1"


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def book(tmp_path: Path) -> AddressBook:
    return AddressBook(tmp_path / "book", buckets=64)


def paced(book: AddressBook, clock: Clock, *, per_minute: int = 60, at_once: int = 3) -> PerAddress:
    return PerAddress(Echo(), book=book, per_minute=per_minute, at_once=at_once, now=clock)


def ask(app: object, path: str = "/public", address: str = HERE, **headers: str) -> Told:
    given = {name.replace("_", "-"): said for name, said in headers.items()}
    return asyncio.run(asked(app, path=path, headers=given, client=(address, 1)))  # type: ignore[arg-type]  # ASGI


def statuses(app: object, count: int, **more: str) -> list[int]:
    return [ask(app, **more).status for _ in range(count)]


def test_as_many_as_may_come_at_once_do_and_the_next_is_told_when_to_come_again(book: AddressBook) -> None:
    app = paced(book, Clock())
    assert statuses(app, 4) == [200, 200, 200, 429]
    told = ask(app)
    assert (told.code, told.header("retry-after")) == ("too_many_from_one_address", "1")
    assert "1 seconds" in ask(app, accept_language="en").detail
    assert "请在 1 秒后再试" in ask(app, accept_language="zh-CN").detail


def test_at_the_pace_it_goes_on_and_who_waits_as_told_is_answered(book: AddressBook) -> None:
    clock = Clock()
    app = paced(book, clock)
    assert statuses(app, 4)[-1] == 429
    for _ in range(5):
        clock.now += SECOND
        assert statuses(app, 2) == [200, 429]
    clock.now += 3600 * SECOND
    assert statuses(app, 4) == [200, 200, 200, 429]


def test_refused_requests_do_not_make_the_wait_longer(book: AddressBook) -> None:
    clock = Clock()
    app = paced(book, clock, at_once=1)
    assert statuses(app, 50) == [200] + [429] * 49
    clock.now += SECOND
    assert statuses(app, 1) == [200]


def test_one_address_does_not_use_up_anothers_allowance(book: AddressBook) -> None:
    app = paced(book, Clock())
    assert statuses(app, 4)[-1] == 429
    assert statuses(app, 3, address=THERE) == [200, 200, 200]


def test_a_subscriber_of_ipv6_is_one_address_however_many_they_use(book: AddressBook) -> None:
    app = paced(book, Clock())
    own = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3", "2001:db8:1:2::4"]
    assert [ask(app, address=one).status for one in own] == [200, 200, 200, 429]
    assert ask(app, address="2001:db8:1:3::1").status == 200
    assert [ask(app, address=f"::ffff:{THERE}").status for _ in range(3)] == [200] * 3
    assert ask(app, address=THERE).status == 429


@pytest.mark.parametrize(
    "path", ["/v1/session", "/v1/batches", "/sign-in", "/healthz", "/publication", "/static/a.css"]
)
def test_nothing_else_is_counted(book: AddressBook, path: str) -> None:
    app = paced(book, Clock(), at_once=1)
    assert statuses(app, 5, path=path) == [200] * 5
    assert ask(app).status == 200


@pytest.mark.parametrize("path", ["/public/notices/n-1", "/v1/proofs/tile/0/000", "/v1/proofs/checkpoint", "/docs"])
def test_public_pages_and_the_public_part_of_the_api_are(book: AddressBook, path: str) -> None:
    assert statuses(paced(book, Clock(), at_once=1), 2, path=path) == [200, 429]


def test_what_a_caller_says_of_their_own_address_counts_only_through_a_server_that_is_believed(
    book: AddressBook,
) -> None:
    app = ProxyHeadersMiddleware(paced(book, Clock(), at_once=1), trusted_hosts=IN_FRONT)  # type: ignore[arg-type]  # uvicorn types
    assert ask(app, address=IN_FRONT, x_forwarded_for=HERE).status == 200
    assert ask(app, address=IN_FRONT, x_forwarded_for=HERE).status == 429
    assert ask(app, address=IN_FRONT, x_forwarded_for=THERE).status == 200
    # A caller who reaches us directly and makes addresses up is counted by the one they have.
    assert ask(app, address="198.51.100.1", x_forwarded_for="192.0.2.1").status == 200
    assert ask(app, address="198.51.100.1", x_forwarded_for="192.0.2.2").status == 429
    # And so is one who makes up what stands before the proxy's own word.
    assert ask(app, address=IN_FRONT, x_forwarded_for=f"192.0.2.3, {HERE}").status == 429


def test_a_clock_set_back_keeps_nobody_out_for_longer_than_their_allowance(book: AddressBook) -> None:
    clock = Clock()
    app = paced(book, clock)
    assert statuses(app, 4)[-1] == 429
    clock.now -= 86_400 * SECOND
    assert ask(app).header("retry-after") == "1"
    clock.now += SECOND
    assert ask(app).status == 200


def test_the_book_never_grows_and_still_counts_who_asks_now(tmp_path: Path) -> None:
    file = tmp_path / "book"
    book = AddressBook(file, buckets=64)
    size = file.stat().st_size
    for number in range(5_000):
        book.wait(f"198.51.{number // 250}.{number % 250}", per_minute=60, at_once=1, now=NOON + number)
    assert file.stat().st_size == size == 32 + 64 * 4 * 16
    assert book.wait(HERE, per_minute=60, at_once=1, now=NOON + 5_000) == 0
    assert book.wait(HERE, per_minute=60, at_once=1, now=NOON + 5_001) > 0


def test_the_book_holds_no_address_in_the_clear(tmp_path: Path) -> None:
    book = AddressBook(tmp_path / "book", buckets=64)
    book.wait(HERE, per_minute=60, at_once=1, now=NOON)
    content = (tmp_path / "book").read_bytes()
    assert HERE.encode() not in content
    assert bytes(map(int, HERE.split("."))) not in content
    assert (tmp_path / "book").stat().st_mode & 0o077 == 0


def _count(file: Path, asked: int, answered: multiprocessing.Queue[int]) -> None:
    book = AddressBook(file, buckets=64)
    answered.put(sum(book.wait(HERE, per_minute=1, at_once=20, now=NOON) == 0 for _ in range(asked)))


def test_whoever_comes_second_does_not_wait_for_the_first_to_go(tmp_path: Path) -> None:
    first, second = (AddressBook(tmp_path / "book", buckets=64) for _ in range(2))
    given = {"per_minute": 60, "at_once": 1, "now": 1_000_000}
    assert first.wait("203.0.113.7", **given) == 0
    assert second.wait("203.0.113.7", **given) > 0


def test_processes_count_together(tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    answered = spawning.Queue()
    found = 0
    for _ in range(2):  # One after the other: two at the same microsecond may both be let in.
        process = spawning.Process(target=_count, args=(tmp_path / "book", 15, answered))
        process.start()
        found += answered.get(timeout=60)
        process.join()
    assert found == 20
