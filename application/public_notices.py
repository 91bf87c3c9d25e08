"""What a notice tells the public: masked names, villages and amounts, for as long as it may be shown.

This is the one road on which names leave the vault without a signed-in reader. They leave it masked, a child's more so,
only for people on a notice that is shown, and each reading is noted in the access log: once a day, process and page.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock

from application import streams
from application.desk import Desk
from application.lists import NOTICES
from application.people import PersonalRecord
from application.recorded import Recorded
from application.work import Work
from domain.eligibility.criteria import known_amount
from domain.eligibility.events import CaseApplied
from domain.free_text import PersonalNumberInText, looks_like_personal_number
from domain.identity import age_in_years, birth_date
from domain.masking import masked_child_name, masked_name
from domain.money import Money
from domain.notices.events import NoticeListed, NoticePublished
from domain.notices.rejections import NoSuchNotice
from domain.notices.state import posted
from domain.personal_data import PersonalDataErased
from domain.programmes.policy import Policy
from domain.programmes.rejections import NoPolicyInForce
from domain.programmes.state import policy_at

READER = "public-notice"
"""Who reads, in the access log."""
PEOPLE_A_PAGE = 200
PAGES_KEPT = 1000
OF_AGE = 18
GONE = "—"
"""What stands for the name of somebody whose data was erased."""


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A notice as anybody may know it. `shown_until` is the last day on which its people are shown."""

    notice: str
    programme: str
    region: str
    place: str
    hotline: str
    published_on: date
    closes_on: date
    concluded_on: date | None
    people: int
    shown_until: date


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """One line: the name masked, the village by code, the amount by the standards table (None: no row fits yet)."""

    beneficiary: str
    name: str
    region: str
    amount: Money | None


class PublicNotices:
    """The notices of one ledger as they are shown, for `days_after` days after they close."""

    def __init__(self, desk: Desk, *, days_after: int) -> None:
        self._desk, self._days_after = desk, days_after
        self._kept: OrderedDict[tuple[str, int, date], Sequence[PublicPerson]] = OrderedDict()
        self._lock = Lock()

    def shown(self) -> Sequence[PublicNotice]:
        """Return the notices that are shown today, the newest first; at most a hundred."""
        page = self._desk.views.page(NOTICES, limit=100, newest_first=True)
        notices = (self.notice(row.notice) for row in page.rows if self._until(row.closes_on) >= self._today)
        return tuple(notices)

    def notice(self, notice: str) -> PublicNotice:
        """Return a notice. Raises NoSuchNotice."""
        state = streams.notice(Work(self._desk.log, attempt=0), notice).state
        on = posted(state)
        for text in (on.place, on.programme, notice):
            _without_numbers(text)
        return PublicNotice(
            notice,
            on.programme,
            on.region,
            on.place,
            on.hotline,
            on.published_on,
            on.closes_on,
            state.concluded_on,
            on.people,
            self._until(on.closes_on),
        )

    def is_shown(self, notice: PublicNotice) -> bool:
        """Say whether its people may be shown today."""
        return self._today <= notice.shown_until

    def people(self, notice: PublicNotice, page: int = 1) -> Sequence[PublicPerson]:
        """Return one page of the people; nobody where the notice is no longer shown or has no such page.

        Raises PersonalNumberInText where a line holds what looks like a person's number: then nobody is shown.
        """
        if not self.is_shown(notice) or page < 1:
            return ()
        key = (notice.notice, page, self._today)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self._read(notice, page, READER, f"masked names of notice {notice.notice}, shown to the public")
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > PAGES_KEPT:
                self._kept.popitem(last=False)
        return found

    def on_paper(self, notice: PublicNotice, page: int, *, reader: str) -> Sequence[PublicPerson]:
        """Return one page of the people as the sheet in the village names them, whether or not it still hangs.

        For officers who may see the notice; the reading is noted in their name. Raises PersonalNumberInText.
        """
        return self._read(notice, page, reader, f"masked names of notice {notice.notice}, printed on its sheet")

    def _read(self, notice: PublicNotice, page: int, reader: str, why: str) -> Sequence[PublicPerson]:
        entries = self._desk.log.stream(f"notice/{notice.notice}")
        listed = [
            person for entry in entries if isinstance(entry.fact, NoticeListed) for person in entry.fact.beneficiaries
        ]
        people = listed[(page - 1) * PEOPLE_A_PAGE : page * PEOPLE_A_PAGE]
        if not people:
            return ()
        names = self._names(people, notice, reader, why)
        at = next((entry.position for entry in entries if isinstance(entry.fact, NoticePublished)), 0)
        cases = self._desk.log.streams([f"case/{notice.programme}/{person}" for person in people])
        policy = self._policy(notice)
        return tuple(
            _line(person, names.get(person, GONE), cases.get(f"case/{notice.programme}/{person}", ()), at, policy)
            for person in people
        )

    def _names(self, people: Sequence[str], notice: PublicNotice, reader: str, why: str) -> Mapping[str, str]:
        vault = self._desk.vault
        try:
            records = vault.reveal_many(people, actor=reader, why=why)
        except PersonalDataErased:
            left = [person for person in people if not vault.is_erased(person)]
            records = vault.reveal_many(left, actor=reader, why=why) if left else {}
        return {person: _masked(record, notice.published_on) for person, record in records.items()}

    def _policy(self, notice: PublicNotice) -> Policy | None:
        programme = streams.programme(Work(self._desk.log, attempt=0), notice.programme).state
        try:
            return policy_at(programme, notice.published_on)
        except NoPolicyInForce:
            return None

    def _until(self, closes_on: date) -> date:
        return closes_on + timedelta(days=self._days_after)

    @property
    def _today(self) -> date:
        return self._desk.clock.today()


def _masked(record: PersonalRecord, on: date) -> str:
    is_child = age_in_years(birth_date(record.id_number), on) < OF_AGE
    return masked_child_name(record.name) if is_child else masked_name(record.name)


def _line(person: str, name: str, case: Sequence[Recorded[object]], at: int, policy: Policy | None) -> PublicPerson:
    applied = [entry.fact for entry in case if isinstance(entry.fact, CaseApplied) and entry.position < at]
    if not applied:
        raise NoSuchNotice("notice", notice=person)
    amount = known_amount(policy, applied[-1].facts) if policy else None
    for text in (name, applied[-1].region):
        _without_numbers(text)
    return PublicPerson(person, name, applied[-1].region, amount)


def _without_numbers(text: str) -> None:
    if looks_like_personal_number(text):
        raise PersonalNumberInText("notice")
