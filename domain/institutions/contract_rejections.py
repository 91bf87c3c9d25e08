"""Why a contract, which is an agreement made by awarding a lot, says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NotAContract(Rejected):
    """Agreement “{agreement}” was not made by awarding a lot; its service is accepted by amounts."""

    code = "not_a_contract"
    zh = "协议“{agreement}”不是按标段授予的合同，其服务按金额验收。"


class AcceptedByRecords(Rejected):
    """Agreement “{agreement}” is paid by the {unit}: bring the month's service records."""

    code = "accepted_by_records"
    zh = "协议“{agreement}”按{unit}结算，请提交当月服务记录。"


class ContractWantsDesignation(Rejected):
    """Only a designated institution is awarded a lot; {institution} never was one."""

    code = "contract_wants_designation"
    zh = "标段只能授予定点机构，{institution} 从未列为定点机构。"


class StaffingImpossible(Rejected):
    """A staff list has 1 to {most_staff} people, 1 to {most_days} working days in {month}, 1 to 24 hours a day."""

    code = "staffing_impossible"
    zh = "人员名册应为 1 至 {most_staff} 人，{month} 的工作日为 1 至 {most_days} 天，每天 1 至 24 小时。"


class StaffingMissing(Rejected):
    """Record the institution's staff list and working days of {month} before its hours are accepted."""

    code = "staffing_missing"
    zh = "请先登记机构 {month} 的人员名册和工作日数，再验收工时。"


class BeyondStaffHours(Rejected):
    """{staff} people could work {possible} hours in {month}; {asked} would be accepted."""

    code = "beyond_staff_hours"
    zh = "{month} 名册 {staff} 人最多可服务 {possible} 小时，验收将达 {asked} 小时，超出。"
    kept = True


class BeyondQuantity(Rejected):
    """The contract buys {quantity} units; {asked} would be accepted."""

    code = "beyond_quantity"
    zh = "合同数量为 {quantity}，验收将达 {asked}，超出。"
    kept = True


class PersonServedAlready(Rejected):
    """Person {beneficiary} counts once under this contract, and was accepted already."""

    code = "person_served_already"
    zh = "本合同按人计，人员 {beneficiary} 已经验收，不得重复。"
    kept = True


class SheetUsed(Rejected):
    """Acceptance sheet {sheet} was accepted already; a sheet counts once."""

    code = "sheet_used"
    zh = "验收单 {sheet} 已经登记，同一验收单只能使用一次。"
    kept = True


class NoRecords(Rejected):
    """Bring 1 to {limit} service records; {given} were brought."""

    code = "no_records"
    zh = "一次应有 1 至 {limit} 条服务记录，此处为 {given} 条。"


class RecordOfAnotherMonth(Rejected):
    """{day} does not lie in {month}, the month whose service is accepted."""

    code = "record_of_another_month"
    zh = "{day} 不在验收月份 {month} 内。"


class OutsideTheLot(Rejected):
    """Person {beneficiary} lives in {region}, outside the lot's region {lot_region}."""

    code = "outside_the_lot"
    zh = "人员 {beneficiary} 居住地 {region} 不在标段范围 {lot_region} 内。"
    kept = True


class InvoiceAboveAccepted(Rejected):
    """{left} yuan of accepted service are not invoiced yet; the invoice says {asked}."""

    code = "invoice_above_accepted"
    zh = "已验收未开票的服务为 {left} 元，发票金额 {asked} 元，超出。"
    kept = True


class InvoiceBeforeService(Rejected):
    """The invoice is dated {issued}, but the service it covers lasted until {last}."""

    code = "invoice_before_service"
    zh = "发票日期 {issued} 早于所涉服务的最后一日 {last}。"
    kept = True


class MoreThanIsOpen(Rejected):
    """{left} yuan of {month}'s accepted service are not on a batch; {asked} cannot be deducted."""

    code = "more_than_is_open"
    zh = "{month} 已验收未列入批次的服务为 {left} 元，不能扣减 {asked} 元。"


class AboveStandard(Rejected):
    """Accepted service of person {beneficiary} comes to {accepted} yuan in the period; the rules allow {due}."""

    code = "above_standard"
    zh = "人员 {beneficiary} 本期已验收服务 {accepted} 元，超过政策标准 {due} 元。"
    kept = True


class TwoPayees(Rejected):
    """Person {beneficiary} has service under “{one}” and “{other}” in this period; pay the second by correction."""

    code = "two_payees"
    zh = "人员 {beneficiary} 本期在协议“{one}”和“{other}”下都有服务，请分次组批，后一份按补差发放。"
