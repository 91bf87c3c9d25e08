"""What can be wrong with the text of a policy. `field` says where, `policy.tiers[1].shares` for instance."""

from __future__ import annotations

from domain.rejected import Rejected


class ArticleMissing(Rejected):
    """Every rule names the article it rests on and says itself in Chinese and English."""

    code = "article_missing"
    zh = "每条规定都要写明依据条款以及中英文表述。"


class CriterionEmpty(Rejected):
    """A criterion without values or parts can never be answered."""

    code = "criterion_empty"
    zh = "条件没有列出取值或子条件，无法判断。"


class RangeEmpty(Rejected):
    """No number lies between {at_least} and {at_most}."""

    code = "range_empty"
    zh = "从 {at_least} 到 {at_most} 之间没有数值。"


class CriteriaTooDeep(Rejected):
    """Criteria are nested more than {limit} deep; nobody could read that aloud."""

    code = "criteria_too_deep"
    zh = "条件嵌套超过 {limit} 层，无法宣读。"


class SourceNotDeclared(Rejected):
    """The policy uses the fact “{fact}” but does not say which register is its source of truth."""

    code = "source_not_declared"
    zh = "政策使用了事实“{fact}”，但未写明以哪个登记系统为准。"


class SourceDeclaredTwice(Rejected):
    """The fact “{fact}” has two sources of truth."""

    code = "source_declared_twice"
    zh = "事实“{fact}”写了两个依据来源。"


class NoStandards(Rejected):
    """A policy without a standards table pays nobody."""

    code = "no_standards"
    zh = "政策没有补贴标准表。"


class StandardNeverReached(Rejected):
    """An earlier row of the standards table already covers this one."""

    code = "standard_never_reached"
    zh = "该标准行已被前面的行覆盖，永远不会适用。"


class NoTiers(Rejected):
    """A policy names at least one funding tier."""

    code = "no_tiers"
    zh = "政策至少要有一个资金档次。"


class TierNameTwice(Rejected):
    """Two tiers are called “{tier}”."""

    code = "tier_name_twice"
    zh = "有两个资金档次都叫“{tier}”。"


class HeadcountNegative(Rejected):
    """Tier “{tier}” has a headcount below zero."""

    code = "headcount_negative"
    zh = "资金档次“{tier}”的名额小于零。"


class TierNeverReached(Rejected):
    """Tier “{tier}” has no limit, so the tiers behind it are never reached; put it last."""

    code = "tier_never_reached"
    zh = "资金档次“{tier}”不限名额，其后的档次永远用不到，应放在最后。"


class TierSourceTwice(Rejected):
    """Tier “{tier}” names {level}/{kind} twice."""

    code = "tier_source_twice"
    zh = "资金档次“{tier}”重复列出 {level}/{kind}。"


class ExcludesItself(Rejected):
    """A programme cannot exclude itself."""

    code = "excludes_itself"
    zh = "项目不能与自身互斥。"


class ExcludedTwice(Rejected):
    """The programme “{programme}” is excluded twice."""

    code = "excluded_twice"
    zh = "互斥项目“{programme}”重复列出。"


class NoNoticeDays(Rejected):
    """A public notice stands for at least one working day."""

    code = "no_notice_days"
    zh = "公示至少一个工作日。"


class NobodyReviews(Rejected):
    """At least one office reviews a case."""

    code = "nobody_reviews"
    zh = "至少要有一级审核。"


class ReviewLevelTwice(Rejected):
    """The {level} office reviews twice."""

    code = "review_level_twice"
    zh = "{level} 重复审核。"


class NobodyApproves(Rejected):
    """A batch is approved in at least one step."""

    code = "nobody_approves"
    zh = "审批链至少要有一步。"


class ApprovalStepTwice(Rejected):
    """The step {step} stands twice in the approval chain."""

    code = "approval_step_twice"
    zh = "审批步骤“{step}”在审批链中重复。"


class DeadlineNotPositive(Rejected):
    """A deadline is at least one working day."""

    code = "deadline_not_positive"
    zh = "办理时限至少一个工作日。"
