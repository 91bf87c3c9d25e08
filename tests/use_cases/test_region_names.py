"""What a region is called from day to day: names follow one another, are corrected, and never stand side by side."""

from __future__ import annotations

from datetime import date

import pytest

from application.commands.region_names import NameRegions, RegionName
from application.lists import REGIONS, Where
from application.road import Officer
from domain.free_text import PersonalNumberInText
from domain.region_names.rejections import (
    RegionNamedTwice,
    RegionNameEndsTooEarly,
    RegionNamesOverlap,
    RegionNamesUnchanged,
)
from domain.regions import NotARegionCode, RegionCode
from tests.support.office import Office, an_office

CLERK = Officer("admin-lin")
TOWN, VILLAGE, OTHER = "990101001000", "990101001201", "990102"
EARLY, CHANGED = date(2010, 1, 1), date(2016, 7, 1)
FIRST = (RegionName(TOWN, "石桥乡", EARLY), RegionName(VILLAGE, "石桥一村", EARLY))
RENAMED = RegionName(TOWN, "石桥镇", CHANGED)


def a_register(*names: RegionName) -> Office:
    office = an_office()
    office.asks(NameRegions, by=CLERK, names=(*FIRST, *names), document="地名录")
    return office


def spans(office: Office, **times: object) -> list[tuple[str, date, date | None]]:
    """Say what the township is called, from when until when."""
    found = office.views.rows(REGIONS, where=Where(regions=(RegionCode(TOWN),)), **times)  # type: ignore[arg-type]  # both times
    return [(one.name, one.valid_from, one.valid_to) for one in found if one.region == TOWN]


def test_a_later_name_ends_the_earlier_one_the_day_before() -> None:
    office = a_register(RENAMED)
    assert spans(office) == [("石桥乡", EARLY, date(2016, 6, 30)), ("石桥镇", CHANGED, None)]


def test_a_name_may_be_put_between_two_that_are_known() -> None:
    office = a_register(RegionName(TOWN, "石桥镇", date(2020, 1, 1)))
    office.asks(NameRegions, by=CLERK, names=(RENAMED,), document="民发〔2016〕9号")
    assert sorted(span[1:] for span in spans(office)) == [
        (EARLY, date(2016, 6, 30)),
        (CHANGED, date(2019, 12, 31)),
        (date(2020, 1, 1), None),
    ]


def test_people_read_the_name_of_the_day_they_look_at_and_as_it_was_known_then() -> None:
    office = a_register()
    before = office.desk.log.head()
    office.asks(NameRegions, by=CLERK, names=(RENAMED,), document="民发〔2016〕9号")
    called = office.views.region_names
    assert called([TOWN, OTHER]) == {TOWN: "石桥镇"}
    assert called([TOWN], effective=date(2016, 6, 30)) == {TOWN: "石桥乡"}
    assert called([TOWN], effective=CHANGED) == {TOWN: "石桥镇"}
    assert called([TOWN], as_of=before) == {TOWN: "石桥乡"}
    assert called([TOWN], effective=date(2009, 12, 31)) == {}


def test_a_region_that_was_given_up_keeps_its_last_name_on_what_happened_there() -> None:
    office = an_office()
    gone = RegionName(TOWN, "石桥乡", EARLY, date(2015, 12, 31))
    office.asks(NameRegions, by=CLERK, names=(gone,), document="地名录")
    assert office.views.region_names([TOWN], effective=date(2020, 1, 1)) == {TOWN: "石桥乡"}


def test_a_name_from_the_same_day_corrects_what_was_recorded() -> None:
    office = a_register()
    office.asks(NameRegions, by=CLERK, names=(RegionName(TOWN, "石桥回族乡", EARLY),), document="更正")
    assert spans(office) == [("石桥回族乡", EARLY, None)]
    assert office.views.region_names([TOWN], as_of=office.desk.log.head() - 1) == {TOWN: "石桥乡"}


def test_a_register_may_be_brought_again_and_only_what_is_new_is_recorded() -> None:
    office = a_register()
    said = office.asks(NameRegions, by=CLERK, names=(*FIRST, RENAMED), document="地名录").said
    assert (said["named"], said["unchanged"]) == (1, 2)
    office.is_refused(RegionNamesUnchanged, NameRegions, by=CLERK, names=(*FIRST, RENAMED), document="地名录")


@pytest.mark.parametrize(
    ("rule", "field", "name"),
    [
        (NotARegionCode, "names[0].region", RegionName("99010", "某县", EARLY)),
        (RegionNameEndsTooEarly, "names[0].valid_to", RegionName(OTHER, "某县", CHANGED, EARLY)),
        (RegionNamesOverlap, "names[0].valid_to", RegionName(TOWN, "石桥公社", date(2000, 1, 1), EARLY)),
        (PersonalNumberInText, "names[0].name", RegionName(OTHER, "某县 13900001234", EARLY)),
    ],
)
def test_a_name_that_cannot_be_is_refused_at_its_place(rule: type, field: str, name: RegionName) -> None:
    a_register().is_refused(rule, NameRegions, by=CLERK, names=(name,), document="地名录", field=field)


def test_a_name_that_reaches_into_the_time_of_another_says_whose_that_is() -> None:
    office = an_office()
    ended = RegionName(TOWN, "石桥乡", EARLY, date(2017, 12, 31))
    office.asks(NameRegions, by=CLERK, names=(ended,), document="地名录")
    refusal = office.is_refused(RegionNamesOverlap, NameRegions, by=CLERK, names=(RENAMED,), document="民发〔2016〕9号")
    assert "“石桥乡”（2010-01-01 至 2017-12-31）" in refusal.sentence("zh")


def test_a_region_is_not_named_twice_from_one_day_on() -> None:
    twice = (RENAMED, RegionName(TOWN, "石桥街道", CHANGED))
    a_register().is_refused(RegionNamedTwice, NameRegions, by=CLERK, names=twice, document="地名录")
