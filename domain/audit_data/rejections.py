"""What stands in the way of audit data: months that are no span, and files that are not what their control says."""

from __future__ import annotations

from domain.rejected import Rejected


class MonthsTurnedRound(Rejected):
    """The months end with {last}, before they begin with {first}."""

    code = "months_turned_round"
    zh = "结束月份 {last} 早于起始月份 {first}。"


class MonthsOfTwoYears(Rejected):
    """{first} and {last} lie in two fiscal years; books are kept by the year, so ask for each of them."""

    code = "months_of_two_years"
    zh = "{first} 与 {last} 不在同一会计年度；账簿按年度设置，请分年度导出。"


class MonthsNotBegun(Rejected):
    """{first} has not begun: today is {today}."""

    code = "months_not_begun"
    zh = "{first} 尚未开始，今天是 {today}。"


class NothingBooked(Rejected):
    """Nothing was recorded yet up to entry {position}: there are no books."""

    code = "nothing_booked"
    zh = "截至第 {position} 条分录尚无任何记录，没有账簿可导出。"


class PositionNotRecorded(Rejected):
    """Entry {position} is not recorded yet; the newest is {head}."""

    code = "position_not_recorded"
    zh = "第 {position} 号分录尚未记录；最新分录为第 {head} 号。"


class NotAuditData(Rejected):
    """This is no file of audit data: {what}."""

    code = "not_audit_data"
    zh = "这不是审计数据文件：{what}。"


class AuditFileMissing(Rejected):
    """The package should hold exactly {expected}; it holds {found}."""

    code = "audit_file_missing"
    zh = "数据包应恰好包含 {expected}，实际为 {found}。"


class AuditFileAltered(Rejected):
    """{file} is not the file that the control sheet counted: SHA-256 or length differ."""

    code = "audit_file_altered"
    zh = "{file} 与控制表登记的不是同一文件：SHA-256 或长度不符。"


class AuditRowMalformed(Rejected):
    """Line {line} of {file} is not written as the shape says."""

    code = "audit_row_malformed"
    zh = "{file} 第 {line} 行不符合规定的结构。"


class BooksOfAnother(Rejected):
    """The books say {found} for {name}, the control sheet {expected}."""

    code = "books_of_another"
    zh = "账簿中的{name}为 {found}，控制表为 {expected}。"


class VouchersOutOfOrder(Rejected):
    """Voucher {voucher} does not come behind {before}, or its lines are not numbered 1, 2, 3."""

    code = "vouchers_out_of_order"
    zh = "凭证 {voucher} 未排在 {before} 之后，或其分录行号不连续。"


class VoucherOutsideMonths(Rejected):
    """Voucher {voucher} of {day} does not lie in the months {first} to {last}, or in the period it names."""

    code = "voucher_outside_months"
    zh = "凭证 {voucher}（{day}）不在 {first} 至 {last} 之内，或与所列会计期间不符。"


class VoucherUnbalanced(Rejected):
    """Voucher {voucher} has debits of {debits} and credits of {credits}."""

    code = "voucher_unbalanced"
    zh = "凭证 {voucher} 借方合计 {debits} 元，贷方合计 {credits} 元，借贷不平。"


class AccountNotListed(Rejected):
    """Account {account} is not in the list of accounts."""

    code = "account_not_listed"
    zh = "科目 {account} 不在会计科目表中。"


class BalanceDoesNotFoot(Rejected):
    """{account} of {line} in {month}: opening and movements do not come to the closing balance."""

    code = "balance_does_not_foot"
    zh = "{month} 科目 {account}、指标 {line}：期初余额加减发生额不等于期末余额。"


class BalanceDoesNotContinue(Rejected):
    """{account} of {line} does not begin {month} with what the month before closed with."""

    code = "balance_does_not_continue"
    zh = "科目 {account}、指标 {line}：{month} 期初余额不等于上期期末余额。"


class OpeningsUnbalanced(Rejected):
    """The opening balances of {month} do not balance: debits less credits come to {amount}."""

    code = "openings_unbalanced"
    zh = "{month} 各科目期初余额借贷不平，差额 {amount} 元。"


class MovementsNotTheVouchers(Rejected):
    """{account} of {line} in {month}: the movements are not what the vouchers come to."""

    code = "movements_not_the_vouchers"
    zh = "{month} 科目 {account}、指标 {line}：发生额与凭证合计不符。"


class LineNotTheBalances(Rejected):
    """Fund line {line}: {column} is not its closing balance."""

    code = "line_not_the_balances"
    zh = "指标 {line} 的“{column}”与期末余额不符。"


class TotalsNotTheControl(Rejected):
    """{file}: the rows come to {found} for {name}, the control sheet says {expected}."""

    code = "totals_not_the_control"
    zh = "{file} 的{name}合计为 {found}，控制表为 {expected}。"


class CheckpointNotTheBooks(Rejected):
    """The signed checkpoint does not cover the books: {what}."""

    code = "checkpoint_not_the_books"
    zh = "签名检查点不能覆盖本账簿：{what}。"
