"""Why an account says no."""

from __future__ import annotations

from domain.rejected import Rejected


class BadAccountId(Rejected):
    """An account's id is 2 to 40 small letters, digits, dots, hyphens or underscores, and begins with a letter."""

    code = "bad_account_id"
    zh = "账号编号为 2 至 40 位小写字母、数字、点、连字符或下划线，以字母开头。"


class AccountIdReserved(Rejected):
    """The ledger itself acts as “{account}”; no account is called so."""

    code = "account_id_reserved"
    zh = "“{account}”由系统自用，不能作为账号编号。"


class NoSuchAccount(Rejected):
    """There is no account “{account}”."""

    code = "no_such_account"
    zh = "没有账号“{account}”。"


class AccountExists(Rejected):
    """There is an account “{account}” already, or there was: an id belongs to one person for ever."""

    code = "account_exists"
    zh = "账号“{account}”已经存在或曾经存在；编号永远只属于一个人。"


class AccountIsClosed(Rejected):
    """Account “{account}” is closed."""

    code = "account_is_closed"
    zh = "账号“{account}”已经停用。"


class AccountIsOpen(Rejected):
    """Account “{account}” is open."""

    code = "account_is_open"
    zh = "账号“{account}”正在使用。"


class NotOneself(Rejected):
    """Nobody gives or takes a role of their own, and nobody closes or reopens their own account."""

    code = "not_oneself"
    zh = "任何人不得授予或收回自己的岗位，也不得停用或恢复自己的账号。"
    kept = True


class RoleHeldAlready(Rejected):
    """Account “{account}” holds the role {role} for this region and these programmes already."""

    code = "role_held_already"
    zh = "账号“{account}”已有该区划、该项目范围的岗位 {role}。"


class RoleNotHeld(Rejected):
    """Account “{account}” does not hold the role {role} for just this region and these programmes."""

    code = "role_not_held"
    zh = "账号“{account}”没有恰为该区划、该项目范围的岗位 {role}。"


class RolesDoNotGoTogether(Rejected):
    """Account “{account}” holds the role {held}, which is not held together with {role}."""

    code = "roles_do_not_go_together"
    zh = "账号“{account}”已有岗位 {held}，不能兼任 {role}。"
    kept = True


class WholeLedgerRole(Rejected):
    """The role {role} is held for the whole ledger, not for a region or a programme."""

    code = "whole_ledger_role"
    zh = "岗位 {role} 只能针对整个账本授予，不能限于某一区划或项目。"


class LastAdministrator(Rejected):
    """“{account}” is the last administrator; without one nobody could give a role again."""

    code = "last_administrator"
    zh = "“{account}”是最后一名管理员；没有管理员，就再也无人能授予岗位。"


class FirstAdministratorExists(Rejected):
    """This ledger's first administrator was “{account}”; further ones are made by administrators."""

    code = "first_administrator_exists"
    zh = "本账本的首任管理员是“{account}”；此后的管理员由管理员设立。"
