"""Why a budget says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchBudget(Rejected):
    """There is no budget “{budget}”."""

    code = "no_such_budget"
    zh = "没有预算“{budget}”。"


class BudgetExists(Rejected):
    """Budget “{budget}” has been approved already; changes are adjustments with a document."""

    code = "budget_exists"
    zh = "预算“{budget}”已经批复；变动应凭文件办理预算调整。"


class BudgetIsClosed(Rejected):
    """Budget “{budget}” was closed on {day}."""

    code = "budget_is_closed"
    zh = "预算“{budget}”已于 {day} 决算，不得再变动。"
    kept = True


class NoBudgetLines(Rejected):
    """A budget has at least one item and one amount."""

    code = "no_budget_lines"
    zh = "预算至少有一个项目和一笔金额。"


class TooManyBudgetLines(Rejected):
    """At most {limit} lines go into one entry; {given} were given."""

    code = "too_many_budget_lines"
    zh = "一次最多 {limit} 行，此处为 {given} 行。"


class BudgetItemTwice(Rejected):
    """Item “{item}” is named twice."""

    code = "budget_item_twice"
    zh = "预算项目“{item}”重复。"


class BudgetLineTwice(Rejected):
    """Item “{item}” has two amounts of the same level, kind and year."""

    code = "budget_line_twice"
    zh = "预算项目“{item}”的同一级次、性质、年度资金重复列出。"


class NoSuchBudgetItem(Rejected):
    """Budget “{budget}” has no item “{item}”."""

    code = "no_such_budget_item"
    zh = "预算“{budget}”没有项目“{item}”。"


class SourceYearAhead(Rejected):
    """Money of {source_year} cannot stand in the budget of {year}."""

    code = "source_year_ahead"
    zh = "{source_year} 年的资金不能列入 {year} 年预算。"


class OutsideBudgetYear(Rejected):
    """{day} does not lie in the budget's year {year}."""

    code = "outside_budget_year"
    zh = "{day} 不在预算年度 {year} 内。"


class NothingAdjusted(Rejected):
    """An adjustment changes at least one amount, and none by zero."""

    code = "nothing_adjusted"
    zh = "预算调整至少变动一笔金额，且变动额不得为零。"


class AdjustmentNotBalanced(Rejected):
    """Money is moved within one level and kind; of {source} {rest} yuan are over."""

    code = "adjustment_not_balanced"
    zh = "调剂应在同一级次、同一性质内平衡；{source}相差 {rest} 元。"
    kept = True


class AdjustmentWrongWay(Rejected):
    """An addition only adds, a cut only takes away; this one does both or the other."""

    code = "adjustment_wrong_way"
    zh = "追加只能增加，核减只能减少；本次方向不符。"


class AdjustmentDocumentUsed(Rejected):
    """Document {document} has adjusted this budget already; a document counts once."""

    code = "adjustment_document_used"
    zh = "文件 {document} 已用于调整本预算，同一文件只能使用一次。"
    kept = True


class LevelNotInBudget(Rejected):
    """This budget holds no money of {level}; what another level sends is spent under its document."""

    code = "level_not_in_budget"
    zh = "本预算没有{level}资金；上级资金凭其文号列支，不并入本级预算。"


class BelowWhatWasSpent(Rejected):
    """Item “{item}” would keep {left} yuan, of which {spent} are spent."""

    code = "below_what_was_spent"
    zh = "项目“{item}”调整后为 {left} 元，低于已支出的 {spent} 元。"
    kept = True


class RunAsProgramme(Rejected):
    """Item “{item}” is run as programme “{programme}”: what it spent stands in its batches and nowhere else."""

    code = "run_as_programme"
    zh = "项目“{item}”以“{programme}”项目运行，支出以发放批次为准，不得另行登记。"
    kept = True


class NothingSpent(Rejected):
    """Name at least one voucher."""

    code = "nothing_spent"
    zh = "至少列出一张凭证。"


class BudgetVoucherUsed(Rejected):
    """Voucher {voucher} has been recorded already; a voucher counts once."""

    code = "budget_voucher_used"
    zh = "凭证 {voucher} 已经登记，同一凭证只能使用一次。"
    kept = True


class AboveBudget(Rejected):
    """Item “{item}” has {left} yuan of {source} left; {asked} cannot be spent."""

    code = "above_budget"
    zh = "项目“{item}”的{source}预算尚余 {left} 元，不得支出 {asked} 元。"
    kept = True


class MoneyOfNoDocument(Rejected):
    """The budget holds no money of {level}: name the document (文号) that brought it."""

    code = "money_of_no_document"
    zh = "预算中没有{level}资金，须写明拨款文号。"


class NoSuchVoucher(Rejected):
    """Voucher {voucher} is not on record."""

    code = "no_such_voucher"
    zh = "凭证 {voucher} 未登记。"


class VoucherReversed(Rejected):
    """Voucher {voucher} is reversed already."""

    code = "voucher_reversed"
    zh = "凭证 {voucher} 已经冲销。"


class NextBudgetMissing(Rejected):
    """{left} yuan go on to {year}: name an open budget of that year and region."""

    code = "next_budget_missing"
    zh = "有 {left} 元结转至 {year} 年，须指定该年度同一区划的预算。"


class YearsOutOfRange(Rejected):
    """Money becomes surplus after 1 to 10 years, not {years}."""

    code = "years_out_of_range"
    zh = "结余年限应为 1 至 10 年，不是 {years} 年。"
