"""The roles of an office (DOMAIN: who does what), and which of them one account must not hold together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is there for. What each may do is the permission table of `application/access/operations.py`."""

    TOWNSHIP = "township"
    CASE_OFFICER = "case_officer"
    FINANCE_OFFICER = "finance_officer"
    PROJECT_LEAD = "project_lead"
    DIVISION_LEADER = "division_leader"
    COLLECTIVE_MEETING = "collective_meeting"
    UNIT_HEAD = "unit_head"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def zh(self) -> str:
        """The role's Chinese name."""
        return _ROLES_ZH[self]


_ROLES_ZH = {
    Role.TOWNSHIP: "乡镇（街道）经办人",
    Role.CASE_OFFICER: "县残联业务经办人",
    Role.FINANCE_OFFICER: "财务人员",
    Role.PROJECT_LEAD: "项目负责人",
    Role.DIVISION_LEADER: "分管领导",
    Role.COLLECTIVE_MEETING: "集体研究",
    Role.UNIT_HEAD: "单位负责人",
    Role.INSPECTOR: "督查人员",
    Role.AUDITOR: "审计人员",
    Role.ADMINISTRATOR: "管理员",
}

APPROVERS = frozenset({Role.PROJECT_LEAD, Role.DIVISION_LEADER, Role.COLLECTIVE_MEETING, Role.UNIT_HEAD})
"""The roles that approve batches, one a step. The meeting's account belongs to whoever keeps its minutes."""

HANDLERS = frozenset({Role.TOWNSHIP, Role.CASE_OFFICER, Role.FINANCE_OFFICER})
"""The roles that prepare what approvers decide on."""

WHOLE_LEDGER_ONLY = frozenset({Role.ADMINISTRATOR})
"""The roles that are never held for a part of the ledger."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Roles of which one account must not hold one of `these` together with one of `those`."""

    these: frozenset[Role]
    those: frozenset[Role]
    why: str


APART: tuple[Apart, ...] = (
    Apart(
        frozenset({Role.ADMINISTRATOR}),
        frozenset(Role) - {Role.ADMINISTRATOR},
        "whoever hands out roles takes no part in what is done with them",
    ),
    Apart(
        frozenset({Role.AUDITOR}),
        frozenset(Role) - {Role.AUDITOR},
        "an auditor writes nothing, and every other role writes something",
    ),
    Apart(
        frozenset({Role.INSPECTOR}),
        frozenset(Role) - {Role.INSPECTOR},
        "an inspector changes nothing but inspections",
    ),
    Apart(HANDLERS, APPROVERS, "nobody approves what they prepare"),
)
"""Several handler roles, or several approver roles, may be one account: that its holder acts once in one matter is
decided matter by matter, on the person (`SameHands` and its like)."""


def go_together(one: Role, other: Role) -> bool:
    """Say whether one account may hold both roles."""
    return not any(
        (one in apart.these and other in apart.those) or (other in apart.these and one in apart.those)
        for apart in APART
    )
