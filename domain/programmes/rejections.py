"""Why a programme says no. What is wrong with the text of a policy is in `policy_rejections.py`."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchProgramme(Rejected):
    """There is no programme “{programme}”."""

    code = "no_such_programme"
    zh = "没有项目“{programme}”。"


class ProgrammeExists(Rejected):
    """Programme “{programme}” is already open."""

    code = "programme_exists"
    zh = "项目“{programme}”已经设立。"


class NotAProgrammeId(Rejected):
    """“{programme}” cannot name a programme; use small letters, digits and hyphens, such as psy-medicine."""

    code = "not_a_programme_id"
    zh = "“{programme}”不能作为项目编号，应为 psy-medicine 这样的小写字母、数字和连字符。"


class PolicyVersionOutOfTurn(Rejected):
    """The next version of this policy is {next}, not {given}."""

    code = "policy_version_out_of_turn"
    zh = "下一个政策版本应为第 {next} 版，不是第 {given} 版。"


class PolicyBeforeTheLast(Rejected):
    """A version may not be in force from {day}, before the version it follows ({last})."""

    code = "policy_before_the_last"
    zh = "新版本的生效日 {day} 不得早于上一版本的生效日 {last}。"


class NoPolicyInForce(Rejected):
    """Programme “{programme}” has no policy in force on {day}."""

    code = "no_policy_in_force"
    zh = "项目“{programme}”在 {day} 没有生效的政策。"


class NoSuchPolicyVersion(Rejected):
    """Programme “{programme}” has no policy version {version}."""

    code = "no_such_policy_version"
    zh = "项目“{programme}”没有第 {version} 版政策。"


class TargetWithoutPeople(Rejected):
    """A target is at least one person; {people} was given."""

    code = "target_without_people"
    zh = "任务数至少为 1 人，填报为 {people}。"


class TargetAssignedAlready(Rejected):
    """The {level} target “{name}” for {year} has been assigned already."""

    code = "target_assigned_already"
    zh = "{year} 年 {level} 任务“{name}”已经下达。"


class NotAFiscalYear(Rejected):
    """{year} is not a fiscal year this ledger could hold (2000 to 2100)."""

    code = "not_a_fiscal_year"
    zh = "{year} 不是有效的预算年度（2000 至 2100）。"
