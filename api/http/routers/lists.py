"""清单：逐页、按任意时点、按职责范围 / Lists: a page at a time, as of any moment, narrowed by role."""

from __future__ import annotations

from api.http.listing import Offered, add_lists
from api.http.router import Router
from application import lists

router = Router()

OFFERED = (
    Offered(lists.PROGRAMMES, "/programmes", "programmes", "项目", "Programmes", "programmes"),
    Offered(lists.POLICIES, "/policies", "policies", "政策版本", "Policy versions", "programmes"),
    Offered(lists.TARGETS, "/targets", "targets", "任务数", "Targets", "programmes"),
    Offered(lists.REGIONS, "/regions", "regions", "区划名称", "Names of regions", "regions"),
    Offered(lists.FUND_LINES, "/fund-lines", "fund_lines", "指标", "Fund lines", "funds"),
    Offered(lists.BENEFICIARIES, "/beneficiaries", "beneficiaries", "人员", "Beneficiaries", "beneficiaries"),
    Offered(lists.CASES, "/cases", "cases", "个案", "Cases", "cases"),
    Offered(lists.ENTITLEMENTS, "/entitlements", "entitlements", "应享人员", "Who is to be paid", "cases"),
    Offered(lists.NOTICES, "/notices", "notices", "公示", "Public notices", "notices"),
    Offered(
        lists.NOTICE_PEOPLE, "/notices/{notice}/people", "notice_people", "公示人员", "On a notice", "notices", "notice"
    ),
    Offered(lists.OBJECTIONS, "/objections", "objections", "异议", "Objections", "notices"),
    Offered(lists.BATCHES, "/batches", "batches", "批次", "Batches", "batches"),
    Offered(
        lists.BATCH_LINES, "/batches/{batch}/lines", "batch_lines", "批次明细", "A batch's lines", "batches", "batch"
    ),
    Offered(lists.PAYOUTS, "/payouts", "payouts", "发放", "Payouts", "payouts"),
    Offered(lists.AGREEMENTS, "/agreements", "agreements", "协议", "Agreements", "agreements"),
    Offered(
        lists.AGREEMENT_STEPS,
        "/agreements/{agreement}/steps",
        "agreement_steps",
        "协议执行",
        "What was done under an agreement",
        "agreements",
        "agreement",
    ),
    Offered(lists.DESIGNATIONS, "/designations", "designations", "定点机构", "Designated institutions", "tenders"),
    Offered(lists.TENDER_LOTS, "/tender-lots", "tender_lots", "标段", "Lots of tenders", "tenders"),
    Offered(lists.SERVICE_RECORDS, "/service-records", "service_records", "服务记录", "Service records", "agreements"),
    Offered(lists.RECOVERIES, "/recoveries", "recoveries", "追回", "Recoveries", "recoveries"),
    Offered(lists.REVENUE_ACCOUNTS, "/revenue-accounts", "revenue_accounts", "收入账户", "Revenue accounts", "revenue"),
    Offered(lists.LEVY_TERMS, "/levy-terms", "levy_terms", "残保金征收标准", "Terms of the levy", "levy"),
    Offered(
        lists.LEVY_ASSESSMENTS, "/levy-assessments", "levy_assessments", "残保金核定", "Assessments of the levy", "levy"
    ),
    Offered(
        lists.LEVY_WORKINGS,
        "/levy-assessments/{assessment}/workings",
        "levy_workings",
        "残保金计算过程",
        "How a levy came about",
        "levy",
        "assessment",
    ),
    Offered(lists.CHARGES, "/charges", "charges", "收费目录", "List of charges", "charges"),
    Offered(lists.FEES, "/fees", "fees", "收费记录", "Fees collected", "charges"),
    Offered(lists.TRANSMISSIONS, "/transmissions", "transmissions", "上下级资金", "Transmissions", "transmissions"),
    Offered(
        lists.TRANSMISSION_RULES,
        "/transmission-rules",
        "transmission_rules",
        "下达规定",
        "Rules of transmissions",
        "transmissions",
    ),
    Offered(lists.BUDGETS, "/budgets", "budgets", "预算", "Budgets", "budgets"),
    Offered(
        lists.BUDGET_AMOUNTS,
        "/budgets/{budget}/amounts",
        "budget_amounts",
        "预算明细",
        "Amounts of a budget",
        "budgets",
        "budget",
    ),
    Offered(lists.EVALUATIONS, "/evaluations", "evaluations", "绩效自评", "Self-evaluations", "evaluations"),
    Offered(lists.FINDINGS, "/findings", "findings", "审计疑点", "Findings of audit checks", "checks"),
    Offered(lists.CHECK_RUNS, "/check-runs", "check_runs", "检查执行记录", "Runs of audit checks", "checks"),
    Offered(lists.INSPECTIONS, "/inspections", "inspections", "督查", "Inspections", "inspections"),
    Offered(lists.SAMPLES, "/samples", "samples", "督查样本", "Samples of inspections", "inspections"),
    Offered(lists.VISITS, "/visits", "visits", "入户", "Visits", "inspections"),
    Offered(
        lists.VISIT_FINDINGS, "/visit-findings", "visit_findings", "入户发现的问题", "Findings of visits", "inspections"
    ),
    Offered(
        lists.MATCHING_SCHEMES, "/matching-schemes", "matching_schemes", "配套方案", "Matching schemes", "matching"
    ),
    Offered(
        lists.MATCHING_UNITS, "/matching-units", "matching_units", "配套站点", "Units of matching funds", "matching"
    ),
    Offered(lists.MATCHING_PARTS, "/matching-parts", "matching_parts", "配套分担", "Each level's parts", "matching"),
    Offered(lists.DEVICES, "/devices", "devices", "辅助器具", "Devices in kind", "devices"),
    Offered(lists.DEVICE_MOVES, "/device-moves", "device_moves", "辅具出入库", "Devices in and out", "devices"),
    Offered(lists.DEVICE_FITTINGS, "/device-fittings", "device_fittings", "辅具适配", "Devices fitted", "devices"),
    Offered(lists.SCREENINGS, "/screenings", "screenings", "筛查", "Screenings", "screenings"),
    Offered(lists.SCREENED, "/screened", "screened", "筛查对象", "People screened", "screenings"),
    Offered(lists.FOLLOW_UPS, "/follow-ups", "follow_ups", "随访", "Follow-ups", "screenings"),
    Offered(
        lists.SCREENING_CLAIMS,
        "/screening-claims",
        "screening_claims",
        "超任务费用",
        "Services over the target",
        "screenings",
    ),
    Offered(lists.SERVICE_FILES, "/service-files", "service_files", "量服档案", "Service files", "tailored service"),
    Offered(
        lists.SERVICES_GIVEN, "/services-given", "services_given", "服务记录", "Services given", "tailored service"
    ),
    Offered(
        lists.SERVICE_REPORTS, "/service-reports", "service_reports", "量服报告", "Service reports", "tailored service"
    ),
    Offered(lists.EMERGENCY_AIDS, "/emergency-aids", "emergency_aids", "应急救助", "Emergency aid", "tailored service"),
    Offered(lists.SERVICE_TERMS, "/service-terms", "service_terms", "量服规则", "Service terms", "tailored service"),
    Offered(lists.AWARD_SCHEMES, "/award-schemes", "award_schemes", "以奖代补方案", "Schemes of awards", "awards"),
    Offered(lists.AWARDS, "/awards", "awards", "以奖代补", "Awards", "awards"),
    Offered(
        lists.AWARD_INSTALMENTS,
        "/award-instalments",
        "award_instalments",
        "奖补分期",
        "Instalments of awards",
        "awards",
    ),
    Offered(lists.REFUSALS, "/refusals", "refusals", "被拒操作", "Refused commands", "refusals"),
)

add_lists(router, OFFERED)
