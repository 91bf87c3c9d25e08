"""May this account do that, there? Asked before anything is looked up in the name of a request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from application.access.operations import EVERYBODY, PERMISSION, Permission, Scope
from application.access.places import Place
from application.lists import Grant
from domain.accounts.credential_rejections import SecondFactorNeeded
from domain.accounts.state import Account, HeldRole, in_use
from domain.regions import RegionCode
from domain.rejected import Rejected


class NotPermitted(Rejected):
    """None of your roles may do “{operation}”."""

    code = "not_permitted"
    zh = "您的岗位无权进行“{operation}”。"


class OutsideYourRegion(Rejected):
    """Your roles for “{operation}” do not extend to {region}."""

    code = "outside_your_region"
    zh = "您进行“{operation}”的岗位不包括 {region}。"


class OutsideYourProgrammes(Rejected):
    """Your roles for “{operation}” do not extend to {programme}."""

    code = "outside_your_programmes"
    zh = "您进行“{operation}”的岗位不包括项目 {programme}。"


class WholeLedgerNeeded(Rejected):
    """“{operation}” concerns the whole ledger here; your roles for it are held for a part of it."""

    code = "whole_ledger_needed"
    zh = "此处“{operation}”涉及整个账本，您的岗位只限于其中一部分。"


def check(account: Account, operation: str, places: Iterable[Place], *, second_factor: bool) -> None:
    """Return if the account may do the operation at every one of the places.

    A PLACE operation without any place is one on the whole ledger. The places are looked at last, and only when a
    role is narrowed, so that they may be worked out while they are asked for (`places_of`).

    Raises NoSuchAccount, AccountIsClosed, NotPermitted, SecondFactorNeeded, OutsideYourRegion, OutsideYourProgrammes,
    WholeLedgerNeeded, and what working the places out raises. KeyError for an operation that is not in the table.
    """
    permission, held = PERMISSION[operation], _held(account, operation)
    if permission.second_factor and not second_factor:
        raise SecondFactorNeeded
    if permission.scope in (Scope.OWN, Scope.NONE) or any(role.for_whole_ledger for role in held):
        return
    if permission.scope is Scope.LEDGER:
        raise WholeLedgerNeeded(operation=operation)
    for place in set(places) or {Place()}:
        _inside(place, held, operation)


def regions_of(account: Account, operation: str) -> tuple[Grant, ...]:
    """Return what a list must be narrowed to: rows inside any of these (`Where.within` of `application/lists.py`).

    Raises NoSuchAccount, AccountIsClosed, NotPermitted, WholeLedgerNeeded.
    """
    scope, held = PERMISSION[operation].scope, _held(account, operation)
    if scope in (Scope.OWN, Scope.NONE) or any(role.for_whole_ledger for role in held):
        return (Grant(),)
    if scope is Scope.LEDGER:
        raise WholeLedgerNeeded(operation=operation)
    return tuple(
        Grant(RegionCode(role.region) if role.region else None, frozenset(role.programmes) or None) for role in held
    )


def _held(account: Account, operation: str) -> Sequence[HeldRole]:
    """Return the account's roles that have the operation; none is needed for what everybody may do."""
    permission: Permission = PERMISSION[operation]
    held = [role for role in in_use(account).roles if role.role in permission.roles]
    if not held and permission.roles != EVERYBODY:
        raise NotPermitted(operation=operation)
    return held


def _inside(place: Place, held: Sequence[HeldRole], operation: str) -> None:
    there = [role for role in held if place.region is None or role.covers_region(place.region)]
    if any(place.programme is None or role.covers_programme(place.programme) for role in there):
        return
    if place.region and not there:
        raise OutsideYourRegion(operation=operation, region=place.region)
    if place.programme and there:
        raise OutsideYourProgrammes(operation=operation, programme=place.programme)
    raise WholeLedgerNeeded(operation=operation)
