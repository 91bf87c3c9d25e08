"""What is refused about audit checks and findings."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchFinding(Rejected):
    """There is no finding {finding}."""

    code = "no_such_finding"
    zh = "没有编号为 {finding} 的疑点。"


class NoSuchCheck(Rejected):
    """There is no check {check}; the checks are C01 to C32."""

    code = "no_such_check"
    zh = "没有编号为 {check} 的审计检查，检查编号为 C01 至 C32。"


class ListMissing(Rejected):
    """Check {check} needs the list “{list}”."""

    code = "check_list_missing"
    zh = "检查 {check} 需要外部名单“{list}”。"


class NoSuchList(Rejected):
    """“{list}” is no list that checks look at."""

    code = "no_such_check_list"
    zh = "“{list}”不是审计检查所用的名单。"


class ListBroughtTwice(Rejected):
    """The list “{list}” was brought twice."""

    code = "check_list_twice"
    zh = "名单“{list}”重复提交。"


class NoSuchParameter(Rejected):
    """Check {check} has no parameter {parameter}."""

    code = "no_such_parameter"
    zh = "检查 {check} 没有参数 {parameter}。"


class ParameterNegative(Rejected):
    """The parameter {parameter} of check {check} may not be below zero."""

    code = "check_parameter_negative"
    zh = "检查 {check} 的参数 {parameter} 不能小于零。"


class ParameterTooLarge(Rejected):
    """The parameter {parameter} of check {check} may be at most {limit}."""

    code = "check_parameter_too_large"
    zh = "检查 {check} 的参数 {parameter} 最大为 {limit}。"


class ActedInIt(Rejected):
    """Whoever acted in what a finding is about does not dispose of it."""

    code = "acted_in_it"
    zh = "参与过该疑点所涉事项的人员不得处理该疑点。"
    kept = True


class AlreadyDisposedSo(Rejected):
    """The finding is disposed of as “{disposition}” already."""

    code = "already_disposed_so"
    zh = "该疑点已作“{disposition}”处理。"
