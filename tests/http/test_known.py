"""What was answered as of a position is said again, for a while and up to so many."""

from __future__ import annotations

from itertools import count

import pytest

from api.http.known import Known


def test_an_answer_is_worked_out_once_for_what_is_asked() -> None:
    known, worked_out = Known(), count(1)
    assert [known.of(("payouts", 7), lambda: next(worked_out)) for _ in range(3)] == [1, 1, 1]
    assert known.of(("payouts", 8), lambda: next(worked_out)) == 2, "as of another position it is another answer"


def test_nothing_is_also_an_answer() -> None:
    known, worked_out = Known(), count(1)
    assert known.of("asked", lambda: None) is None
    assert known.of("asked", lambda: next(worked_out)) is None


def test_what_could_not_be_answered_is_asked_again() -> None:
    known, nothing = Known(), dict[str, int]()
    with pytest.raises(LookupError):
        known.of("asked", lambda: nothing["there"])
    assert known.of("asked", lambda: 1) == 1


def test_after_its_time_it_is_worked_out_anew() -> None:
    known, worked_out = Known(seconds=0.0), count(1)
    assert [known.of("asked", lambda: next(worked_out)) for _ in range(2)] == [1, 2]


def test_of_many_the_oldest_is_forgotten() -> None:
    known, worked_out = Known(most=2), count(1)
    for asked in "abc":
        known.of(asked, lambda: next(worked_out))
    assert [known.of(asked, lambda: next(worked_out)) for asked in "cba"] == [3, 2, 4]
