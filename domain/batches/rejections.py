"""Why a batch says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchBatch(Rejected):
    """There is no batch “{batch}”."""

    code = "no_such_batch"
    zh = "没有批次“{batch}”。"


class BatchExists(Rejected):
    """Batch “{batch}” already exists."""

    code = "batch_exists"
    zh = "批次“{batch}”已存在。"


class WrongStage(Rejected):
    """The batch is {stage}; this needs a batch that is {needed}."""

    code = "wrong_stage"
    zh = "批次当前状态为“{stage}”，该操作要求“{needed}”。"


class NobodyToPay(Rejected):
    """Nobody is entitled to a payment in this batch."""

    code = "nobody_to_pay"
    zh = "本批次没有应发放的人员。"


class ListedTwice(Rejected):
    """Person {beneficiary} is listed twice."""

    code = "listed_twice"
    zh = "人员 {beneficiary} 在名单中重复。"


class NotEntitled(Rejected):
    """Person {beneficiary} is not entitled to this programme in {period}."""

    code = "not_entitled"
    zh = "人员 {beneficiary} 在 {period} 不享受本项目补贴。"
    kept = True


class NotInStanding(Rejected):
    """{people} people of the batch may no longer be paid, first of them {beneficiary}: {reason}."""

    code = "not_in_standing"
    zh = "批次中有 {people} 人已不得发放，首位为 {beneficiary}：{reason}。"
    kept = True


class AmountNotByTheRules(Rejected):
    """Person {beneficiary} is listed with {listed} yuan; the rules give {due}."""

    code = "amount_not_by_the_rules"
    zh = "人员 {beneficiary} 所列金额 {listed} 元，按规定应为 {due} 元。"


class PaidAlready(Rejected):
    """Person {beneficiary} has already been paid for {period}."""

    code = "paid_already"
    zh = "人员 {beneficiary} 的 {period} 补贴已经发放。"
    kept = True


class SameHands(Rejected):
    """{who} has already acted on this batch as {earlier} and may not act as {now}: four different people approve,
    and neither builder nor approver releases."""

    code = "same_hands"
    zh = "{who} 已作为“{earlier}”经手本批次，不得再作为“{now}”：四步审批须由四人分别办理，经办人和审批人不得放款。"
    kept = True


class StepOutOfOrder(Rejected):
    """The next step is {next}, not {step}."""

    code = "step_out_of_order"
    zh = "下一步应为“{next}”，不是“{step}”，审批步骤不得跳过或颠倒。"
    kept = True


class ContentChanged(Rejected):
    """The batch is not the one that was looked at: its digest is {digest}."""

    code = "content_changed"
    zh = "批次内容与审核时不一致，现摘要为 {digest}。"
    kept = True


class MinutesMissing(Rejected):
    """A collective meeting is recorded with its minutes: date, at least three attendees, number and file hash."""

    code = "minutes_missing"
    zh = "集体研究须附会议纪要：日期、至少三名参会人、编号和文件摘要。"


class MinutesNotWanted(Rejected):
    """Only the collective meeting has minutes."""

    code = "minutes_not_wanted"
    zh = "只有集体研究步骤需要会议纪要。"


class PeriodNotOfProgramme(Rejected):
    """The programme pays by {kind}; {period} is not such a period."""

    code = "period_not_of_programme"
    zh = "该项目按“{kind}”发放，{period} 不是这样的期间。"


class LineNotInBatch(Rejected):
    """Person {beneficiary} has no payment in this batch."""

    code = "line_not_in_batch"
    zh = "本批次没有人员 {beneficiary} 的发放记录。"


class PayoutsStillOpen(Rejected):
    """{people} payments of the batch are still open or returned."""

    code = "payouts_still_open"
    zh = "批次还有 {people} 笔未到账或退回未处理。"


class AgreementMissing(Rejected):
    """The programme pays institutions: name the agreement of each person."""

    code = "agreement_missing"
    zh = "该项目支付给机构，须为每人指明协议。"


class NothingToCorrect(Rejected):
    """Person {beneficiary} has no settled payment for {period} that could be topped up."""

    code = "nothing_to_correct"
    zh = "人员 {beneficiary} 在 {period} 没有已到账的发放记录，无从补差。"


class ValueDateTooFar(Rejected):
    """A payment is sent at most {days} days ahead; {day} is later than that."""

    code = "value_date_too_far"
    zh = "付款日期最多可提前 {days} 天指定，{day} 过远。"


class NotAFileHash(Rejected):
    """A statement is named with its file's SHA-256: 64 hexadecimal digits in lower case."""

    code = "not_a_file_hash"
    zh = "银行回单须附文件的 SHA-256 摘要：64 位小写十六进制数字。"


class StatementPostedBefore(Rejected):
    """This very file was posted for batch {batch} on {on}, as “{statement}”; nothing was changed."""

    code = "statement_posted_before"
    zh = "同一文件已于 {on} 作为批次 {batch} 的“{statement}”登记，未作任何改动。"
