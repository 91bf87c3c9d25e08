"""Bad input to programmes, people, cases, notices, institutions, recoveries, revenue and rates: one table.

Each line: what somebody typed, the decision that hears it, the refusal, the field it points at. Decisions are pure, so
that nothing changes after any of them; the table also makes sure of it.
"""

from __future__ import annotations

import pytest

from domain.rejected import Rejected
from tests.domain.bad_input.cases import CASES
from tests.domain.bad_input.institutions import INSTITUTIONS
from tests.domain.bad_input.lines import Call, Line
from tests.domain.bad_input.money_back import RECOVERIES, REVENUES
from tests.domain.bad_input.notices import NOTICES
from tests.domain.bad_input.people import PEOPLE
from tests.domain.bad_input.programmes import PROGRAMMES
from tests.domain.bad_input.read import READ

BAD: tuple[Line, ...] = (
    *PROGRAMMES,
    *PEOPLE,
    *CASES,
    *NOTICES,
    *INSTITUTIONS,
    *RECOVERIES,
    *REVENUES,
    *READ,
)


@pytest.mark.parametrize(("call", "rule", "field"), [pytest.param(*case[1:], id=case[0]) for case in BAD])
def test_bad_input_is_refused_by_name_and_points_at_its_field(call: Call, rule: type[Rejected], field: str) -> None:
    for _ in range(2):  # Asked twice, since a refusal leaves nothing behind.
        with pytest.raises(Rejected) as caught:
            call()
        assert type(caught.value) is rule
        assert caught.value.field == field
        for sentence in (caught.value.sentence("zh"), caught.value.sentence("en")):
            assert "{" not in sentence
            assert "990101198001010014" not in sentence


def test_the_table_is_long_and_each_of_its_lines_has_a_name_of_its_own() -> None:
    assert len({name for name, *_ in BAD}) == len(BAD) >= 60
