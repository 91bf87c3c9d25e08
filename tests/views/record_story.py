"""Records for the views: what is kept about people and erased, and the lists a ledger keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from application.bank_formats import TEMPLATES
from domain.beneficiaries import events as people
from domain.calendars.events import CalendarSet
from domain.document_formats.events import DocumentFormatsListed
from domain.periods import PeriodKind
from domain.programme_templates.events import TemplateKept, TemplateWithdrawn
from domain.programmes.events import DecidingBody, PayeeKind, ProgrammeOpened
from domain.region_names import events as region_names
from domain.safekeeping import events as safekeeping
from tests.support.stories import POLICY


def kept(day: date) -> list[tuple[str, object]]:
    """Return a hold that comes and goes, two who are told apart, one registered twice, one who is erased; and lists."""
    person, other = "beneficiary/b-00-gone", "b-00-0000000007"
    return [
        (person, people.LegalHoldPlaced("调〔2017〕3号", "案件调查", day)),
        (person, people.LegalHoldLifted("调〔2017〕3号", "调〔2017〕9号", "调查终结", "head-li", day)),
        (person, people.FoundToBeDifferent(other, "同名不同人", "officer-sun", day)),
        (person, people.RegistrationClosed("b-00-0000000008", "两次建档", "officer-sun", day)),
        (person, people.PersonErased("申请〔2017〕1号", "本人申请", "head-li", day)),
        *_named(day),
        ("retention/ledger", safekeeping.RetentionSet("", 30, "财政部令第79号", day)),
        ("keys/master", safekeeping.MasterKeyRotated("0" * 16, "f" * 16, 12, day)),
        ("bank_format/ledger", TEMPLATES["card-roster"]),
        *_templates(day),
        ("calendar/ledger", CalendarSet(2027, 1, "国办发明电〔2026〕9号", day, ())),
        ("document_formats/ledger", DocumentFormatsListed(1, (), strict=True)),
    ]


def _templates(day: date) -> Iterator[tuple[str, object]]:
    opens = ProgrammeOpened(
        "居家照护补贴", "Care at home", PayeeKind.PERSON, DecidingBody.FEDERATION, PeriodKind.MONTH, "照护"
    )
    yield "programme_template/ledger", TemplateKept("home-care", 1, "居家", "at home", opens, POLICY)
    yield "programme_template/ledger", TemplateWithdrawn("home-care", "不再开办", day)


def _named(day: date) -> list[tuple[str, object]]:
    """Return a township that is called otherwise later, whose first name was misspelt."""
    first, later = date(2016, 1, 1), day
    return [
        ("region/990101001000", region_names.RegionNamed("安平镇", first, None, "民发〔2008〕1号")),
        ("region/990101001000", region_names.RegionNamed("平安镇", first, None, "民发〔2008〕1号")),
        ("region/990101001000", region_names.RegionNamed("平安街道", later, None, "民发〔2017〕9号")),
        ("region/990101002000", region_names.RegionNamed("长乐乡", first, later, "民发〔2008〕1号")),
    ]
