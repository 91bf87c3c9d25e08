"""What happens in a person's service file of a year. Stream: service_file/<year>/<beneficiary>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.inspections.visit_events import FactFound, NotMetReason

_KINDS_ZH = {
    "rehabilitation": "康复",
    "assistive_devices": "辅具",
    "care": "托养照护",
    "education": "教育",
    "employment": "就业",
    "accessibility": "无障碍改造",
    "relief": "救助",
    "culture": "文体",
    "legal_aid": "法律援助",
    "other": "其他",
}


class ServiceKind(StrEnum):
    """What somebody needs and is given: 康复, 辅具, 托养照护, 教育, 就业, 无障碍改造, 救助, 文体, 法律援助, 其他."""

    REHABILITATION = "rehabilitation"
    ASSISTIVE_DEVICES = "assistive_devices"
    CARE = "care"
    EDUCATION = "education"
    EMPLOYMENT = "employment"
    ACCESSIBILITY = "accessibility"
    RELIEF = "relief"
    CULTURE = "culture"
    LEGAL_AID = "legal_aid"
    OTHER = "other"

    @property
    def zh(self) -> str:
        """The Chinese word, as lists have it."""
        return _KINDS_ZH[self.value]


class PageSigner(StrEnum):
    """Who signed a page, by their part in it: 本人, 监护人, 受托人."""

    PERSON = "person"
    GUARDIAN = "guardian"
    ENTRUSTED = "entrusted"

    @property
    def zh(self) -> str:
        """The Chinese word, as lists have it."""
        return {"person": "本人", "guardian": "监护人", "entrusted": "受托人"}[self.value]


class UnplannedReason(StrEnum):
    """Why nothing is planned: 无需求, 需求已满足, 本人拒绝, 外出, 迁出, 死亡, 其他."""

    NO_NEED = "no_need"
    NEEDS_MET = "needs_met"
    DECLINED = "declined"
    AWAY = "away"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signed page: the SHA-256 (hex) of its scan, who signed by their part in it, and the day written beside it."""

    page_sha256: str
    signer: PageSigner
    signed_on: date


@dataclass(frozen=True, slots=True)
class Services:
    """So many services of a kind; `times` is whole and at least 1."""

    kind: ServiceKind
    times: int


@dataclass(frozen=True, slots=True)
class NeedsSurveyed:
    """Somebody was asked what they need; `needs` is empty for nothing. `region` is where they live then.

    `facts` are those looked at on the spot, each beside the one stored.
    """

    region: str
    needs: tuple[ServiceKind, ...]
    facts: tuple[FactFound, ...]
    signature: Signature
    surveyed_by: str
    surveyed_on: date


@dataclass(frozen=True, slots=True)
class ServicePlanned:
    """What they are to be given; a later plan replaces one that is not approved."""

    services: tuple[Services, ...]
    signature: Signature
    planned_by: str
    planned_on: date


@dataclass(frozen=True, slots=True)
class ServicePlanApproved:
    """The township approved the plan."""

    approved_by: str
    approved_on: date


@dataclass(frozen=True, slots=True)
class LeftUnplanned:
    """There is no plan, and this is why."""

    reason: UnplannedReason
    text: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class ServiceGiven:
    """Services were given and signed for. `number` counts the file's records from 1, `region` is the survey's."""

    number: int
    region: str
    kind: ServiceKind
    times: int
    provider: str
    signature: Signature
    recorded_by: str
    given_on: date


@dataclass(frozen=True, slots=True)
class FollowUpMade:
    """Somebody called afterwards. `received` is what the person says they were given.

    Not met, there is neither signature nor answer. `satisfaction` is 1 (not at all) to 5 (very), None without answer.
    """

    not_met: NotMetReason | None
    received: tuple[Services, ...]
    satisfaction: int | None
    signature: Signature | None
    remark: str
    visited_by: str
    visited_on: date


@dataclass(frozen=True, slots=True)
class PaperCompared:
    """The page of a step was looked up in the paper file: `found_sha256` is of its scan, empty when there is none.

    `step` is `survey`, `plan`, `service 1` … or `visit`.
    """

    step: str
    recorded_sha256: str
    found_sha256: str
    compared_by: str
    compared_on: date


ServiceFileEvent = (
    NeedsSurveyed | ServicePlanned | ServicePlanApproved | LeftUnplanned | ServiceGiven | FollowUpMade | PaperCompared
)
