"""The permission table: one row an operation, and nothing else says who may do what (DOMAIN: who does what).

`docs/permissions.md` is generated from it. Separation of duties by person (nobody approves what they built, nobody
reviews what they recorded) is no matter of roles: the decisions themselves refuse the same hands.
"""

from __future__ import annotations

from collections.abc import Mapping

from application.access.permission import EVERYBODY, NOBODY, Permission, Scope
from application.access.rows.inspecting import OF_INSPECTING
from application.access.rows.ledger import OF_ACCOUNTS, OF_SERVICE
from application.access.rows.money import OF_MONEY
from application.access.rows.people import OF_PEOPLE
from application.access.rows.questions import OF_QUESTIONS
from application.access.rows.schemes import OF_SCHEMES

__all__ = ["EVERYBODY", "NOBODY", "PERMISSION", "PERMISSIONS", "Permission", "Scope", "writes"]

PERMISSIONS: tuple[Permission, ...] = (
    *OF_PEOPLE,
    *OF_MONEY,
    *OF_INSPECTING,
    *OF_SCHEMES,
    *OF_ACCOUNTS,
    *OF_QUESTIONS,
    *OF_SERVICE,
)
"""An inspector's rows read, but for audit checks and inspections. That they never inspect people they acted on is
decided by person and not by this table."""

PERMISSION: Mapping[str, Permission] = {row.operation: row for row in PERMISSIONS}


def writes(operation: str) -> bool:
    """Say whether an operation changes something. Raises KeyError for one that is not in the table."""
    return PERMISSION[operation].writes
