"""How streams are named, and how each is loaded: what a batch shares comes first, so that its keys sort together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from application.work import Loaded, Work
from domain.accounts import state as accounts
from domain.attendance import state as attendances
from domain.awards import state as awards
from domain.bank_formats import state as bank_formats_of
from domain.batches import state as batches
from domain.beneficiaries import state as beneficiaries
from domain.beneficiaries.rejections import NotRegistered
from domain.budgets import state as budgets
from domain.charges import state as charges
from domain.checks import state as checks
from domain.designations import state as designations
from domain.devices import state as device_register
from domain.eligibility import state as eligibility
from domain.eligibility.rejections import NoSuchCase
from domain.evaluations import state as evaluations
from domain.funds import state as funds
from domain.inspections import state as inspections
from domain.inspections import visit_state as visits
from domain.institutions import state as institutions
from domain.levies import state as levies
from domain.matching import state as matching_schemes
from domain.notices import state as notices
from domain.payouts import state as payouts
from domain.programmes import state as programmes
from domain.recoveries import state as recoveries
from domain.region_names import state as region_names
from domain.revenue import state as revenues
from domain.revenue.events import RevenueKind
from domain.safekeeping import state as safekeeping
from domain.screenings import state as screenings
from domain.tailored import aid, places
from domain.tailored import state as service_files_of
from domain.tailored import terms as service_rules
from domain.tailored.place_events import ServiceTermsSet
from domain.tenders import state as tenders
from domain.transmissions import rules as transmission_rules_of


def account(work: Work, account_id: str) -> Loaded[accounts.Account]:
    """Load account/<account>; an unknown account was never opened."""
    return work.load(f"account/{account_id}", lambda facts: accounts.replay(account_id, facts))


def programme(work: Work, programme_id: str) -> Loaded[programmes.Programme]:
    """Load programme/<programme>; an unknown one is not opened."""
    return work.load_on(f"programme/{programme_id}", programmes.Programme(programme_id), programmes.carried_on)


def fund(work: Work, fund_id: str) -> Loaded[funds.Fund]:
    """Load fund/<year>/<programme>/<region>; an unknown fund is an empty one."""
    return work.load_on(f"fund/{fund_id}", funds.Fund(fund_id), funds.carried_on)


def person(work: Work, beneficiary: str) -> Loaded[beneficiaries.Person]:
    """Load beneficiary/<beneficiary>; an unknown person has no commitment."""
    return work.load(f"beneficiary/{beneficiary}", lambda facts: beneficiaries.replay(beneficiary, facts))


def people(work: Work, ids: Sequence[str]) -> list[Loaded[beneficiaries.Person]]:
    """Load many people, in the order asked."""
    return work.load_many("beneficiary/", ids, beneficiaries.replay)


def registered_people(work: Work, ids: Sequence[str], *, field: str) -> None:
    """Make sure that everybody is registered. Raises NotRegistered, naming the place in `field`."""
    for index, loaded in enumerate(people(work, ids)):
        if not loaded.state.commitment:
            raise NotRegistered(f"{field}[{index}].beneficiary", beneficiary=loaded.state.id)


def case(work: Work, programme_id: str, beneficiary: str) -> Loaded[eligibility.Case]:
    """Load case/<programme>/<beneficiary>; an unknown case has not begun."""
    return cases(work, programme_id, [beneficiary])[0]


def cases(work: Work, programme_id: str, beneficiary_ids: Sequence[str]) -> list[Loaded[eligibility.Case]]:
    """Load one programme's cases of many people, in the order asked."""
    ids = [eligibility.case_id(programme_id, beneficiary) for beneficiary in beneficiary_ids]
    return work.load_many("case/", ids, eligibility.replay)


def existing_cases(work: Work, programme_id: str, ids: Sequence[str], *, field: str) -> list[Loaded[eligibility.Case]]:
    """Load cases that must have begun. Raises NoSuchCase, naming the place in `field`."""
    loaded = cases(work, programme_id, ids)
    for index, one in enumerate(loaded):
        _begun(one.state, f"{field}[{index}]")
    return loaded


def existing_case(work: Work, programme_id: str, beneficiary: str) -> Loaded[eligibility.Case]:
    """Load one case that must have begun. Raises NoSuchCase."""
    loaded = case(work, programme_id, beneficiary)
    _begun(loaded.state, "beneficiary")
    return loaded


def notice(work: Work, notice_id: str) -> Loaded[notices.Notice]:
    """Load notice/<notice>."""
    return work.load(f"notice/{notice_id}", lambda facts: notices.replay(notice_id, facts))


def agreement(work: Work, agreement_id: str) -> Loaded[institutions.Agreement]:
    """Load agreement/<agreement>."""
    return work.load(f"agreement/{agreement_id}", lambda facts: institutions.replay(agreement_id, facts))


def institution(work: Work, code: str) -> Loaded[designations.Institution]:
    """Load institution/<credit code>; an unknown one was never designated."""
    return work.load(f"institution/{code}", lambda facts: designations.replay(code, facts))


def tender(work: Work, tender_id: str) -> Loaded[tenders.Tender]:
    """Load tender/<tender>; an unknown one was never published."""
    return work.load(f"tender/{tender_id}", lambda facts: tenders.replay(tender_id, facts))


def attendances_of(work: Work, ids: Sequence[str]) -> list[Loaded[attendances.Attendance]]:
    """Load attendance/<beneficiary>/<month> of many, in the order asked."""
    return work.load_many("attendance/", ids, attendances.replay)


def batch(work: Work, batch_id: str) -> Loaded[batches.Batch | None]:
    """Load batch/<programme>/<period>/<number>."""
    return work.load(f"batch/{batch_id}", lambda facts: batches.replay(batch_id, facts))


def existing_batch(work: Work, batch_id: str) -> Loaded[batches.Batch]:
    """Load a batch that must be there. Raises NoSuchBatch."""
    loaded = batch(work, batch_id)
    return Loaded(loaded.stream, loaded.version, batches.existing(loaded.state, batch_id))


def payout(work: Work, payout_id: str) -> Loaded[payouts.Payout]:
    """Load payout/<payout>. Raises NoSuchPayout."""
    loaded = work.load(f"payout/{payout_id}", lambda facts: payouts.replay(payout_id, facts))
    return Loaded(loaded.stream, loaded.version, payouts.existing(loaded.state, payout_id))


def payouts_by_id(work: Work, ids: Sequence[str]) -> list[Loaded[payouts.Payout | None]]:
    """Load many payouts, in the order asked; None for one that does not exist."""
    return work.load_many("payout/", ids, payouts.replay)


def recovery(work: Work, recovery_id: str) -> Loaded[recoveries.Recovery]:
    """Load recovery/<recovery>."""
    return work.load(f"recovery/{recovery_id}", lambda facts: recoveries.replay(recovery_id, facts))


def findings(work: Work, ids: Sequence[str]) -> list[Loaded[checks.Finding]]:
    """Load finding/<check>/<key> of many, in the order asked; an unknown one was never recorded."""
    return work.load_many("finding/", ids, checks.replay)


def inspection(work: Work, inspection_id: str) -> Loaded[inspections.Inspection]:
    """Load inspection/<inspection>; an unknown one was never opened."""
    return work.load(f"inspection/{inspection_id}", lambda facts: inspections.replay(inspection_id, facts))


def visits_to(work: Work, inspection_id: str, beneficiary_ids: Sequence[str]) -> list[Loaded[visits.Visit]]:
    """Load an inspection's visits to many people, in the order asked."""
    return work.load_many("visit/", [f"{inspection_id}/{person}" for person in beneficiary_ids], visits.replay)


def visit(work: Work, visit_id: str) -> Loaded[visits.Visit]:
    """Load visit/<inspection>/<beneficiary>; an unknown one was never planned."""
    return work.load(f"visit/{visit_id}", lambda facts: visits.replay(visit_id, facts))


def devices(work: Work, programme_id: str) -> Loaded[device_register.Devices]:
    """Load devices/<programme>; a programme without has none."""
    return work.load_on(f"devices/{programme_id}", device_register.Devices(programme_id), device_register.carried_on)


def screening(work: Work, name: str) -> Loaded[screenings.Screening]:
    """Load screening/<programme>/<year>; an unknown one was never opened."""
    return work.load_on(f"screening/{name}", screenings.Screening(name), screenings.carried_on)


def revenue(work: Work, year: int, kind: RevenueKind) -> Loaded[revenues.Revenue]:
    """Load revenue/<year>/<kind>."""
    name = f"{year}/{kind.value}"
    return work.load(f"revenue/{name}", lambda facts: revenues.replay(name, facts))


def levy(work: Work, name: str) -> Loaded[levies.Levy]:
    """Load levy/<year>/<region>; an unknown one has no terms."""
    return work.load(f"levy/{name}", lambda facts: levies.replay_levy(name, facts))


def levy_assessment(work: Work, name: str) -> Loaded[levies.LevyAssessment]:
    """Load levy_assessment/<year>/<credit code>; an unknown employer was not assessed."""
    return work.load(f"levy_assessment/{name}", lambda facts: levies.replay(name, facts))


def charge(work: Work, name: str) -> Loaded[charges.Charge]:
    """Load charge/<charge>; an unknown one is not on the list."""
    return work.load(f"charge/{name}", lambda facts: charges.replay(name, facts))


def regions(work: Work, codes: Sequence[str]) -> list[Loaded[region_names.Region]]:
    """Load region/<code> of many, in the order asked; an unknown one has no name."""
    return work.load_many("region/", codes, region_names.replay)


def award_scheme(work: Work, scheme_id: str) -> Loaded[awards.AwardScheme]:
    """Load award_scheme/<scheme>; an unknown one was never opened."""
    return work.load(f"award_scheme/{scheme_id}", lambda facts: awards.replay_scheme(scheme_id, facts))


def award(work: Work, award_id: str) -> Loaded[awards.Award]:
    """Load award/<scheme>.<applicant>; an unknown one was never applied for."""
    return work.load(f"award/{award_id}", lambda facts: awards.replay(award_id, facts))


def matching(work: Work, scheme_id: str) -> Loaded[matching_schemes.Scheme]:
    """Load matching/<scheme>: a matching scheme with all its units."""
    return work.load_on(f"matching/{scheme_id}", matching_schemes.Scheme(scheme_id), matching_schemes.carried_on)


def service_file(work: Work, file: str) -> Loaded[service_files_of.ServiceFile]:
    """Load service_file/<year>/<beneficiary>; an unknown one has no survey. Raises NotAServiceFile."""
    service_files_of.year_and_person(file)
    return work.load(f"service_file/{file}", lambda facts: service_files_of.replay(file, facts))


def service_files(work: Work, ids: Sequence[str]) -> list[Loaded[service_files_of.ServiceFile]]:
    """Load many service files, in the order asked. Raises NotAServiceFile."""
    for one in ids:
        service_files_of.year_and_person(one)
    return work.load_many("service_file/", ids, service_files_of.replay)


def service_place(work: Work, place: str) -> Loaded[places.ServicePlace]:
    """Load service_place/<year>/<region>. Raises NotAServicePlace."""
    places.year_and_region(place)
    return work.load(f"service_place/{place}", lambda facts: places.replay(place, facts))


def service_terms(work: Work, region: str) -> Loaded[service_rules.PlaceTerms]:
    """Load service_terms/<region>, all versions."""
    return work.load(f"service_terms/{region}", lambda facts: service_rules.replay(region, facts))


def service_terms_at(work: Work, region: str, *, on: date) -> tuple[str, ServiceTermsSet]:
    """Return which place's terms hold in a place on a day, and them. Raises NoServiceTerms."""
    above = work.load_many("service_terms/", service_rules.places_above(region), service_rules.replay)
    return service_rules.closest([one.state for one in above], region=region, on=on)


def aid_year(work: Work, place: str) -> Loaded[aid.AidYear]:
    """Load service_aid/<year>/<region>. Raises NotAServicePlace."""
    places.year_and_region(place)
    return work.load(f"service_aid/{place}", lambda facts: aid.replay(place, facts))


def aid_of_payout(work: Work, payout_id: str) -> Loaded[str]:
    """Load aid_payout/<payout>: the emergency aid it paid, empty for none."""
    return work.load(f"aid_payout/{payout_id}", aid.replay_tie)


def aid_of_payouts(work: Work, payout_ids: Sequence[str]) -> list[Loaded[str]]:
    """Load the same of many payouts, in the order asked."""
    return work.load_many("aid_payout/", payout_ids, lambda _, facts: aid.replay_tie(facts))


def budget(work: Work, budget_id: str) -> Loaded[budgets.Budget]:
    """Load budget/<budget>; an unknown one was never approved."""
    return work.load(f"budget/{budget_id}", lambda facts: budgets.replay(budget_id, facts))


def evaluation(work: Work, evaluation_id: str) -> Loaded[evaluations.Evaluation]:
    """Load evaluation/<evaluation>; an unknown one was never planned."""
    return work.load(f"evaluation/{evaluation_id}", lambda facts: evaluations.replay(evaluation_id, facts))


def transmission_rules(work: Work) -> Loaded[transmission_rules_of.Rules]:
    """Load transmission_rule/ledger: who may transmit to whom, by date."""
    return work.load("transmission_rule/ledger", transmission_rules_of.replay)


def bank_formats(work: Work) -> Loaded[bank_formats_of.BankFormats]:
    """Load bank_format/ledger: every format as it was declared last."""
    return work.load("bank_format/ledger", bank_formats_of.replay)


def retention(work: Work) -> Loaded[safekeeping.Retention]:
    """Load retention/ledger: how long accounting records are kept."""
    return work.load("retention/ledger", safekeeping.replay)


def master_keys(work: Work) -> Loaded[int]:
    """Load keys/master, which tells of every change of the master key: how often it changed."""
    return work.load("keys/master", lambda facts: sum(1 for _ in facts))


def _begun(case: eligibility.Case, field: str) -> None:
    if case.stage is eligibility.Stage.NONE:
        raise NoSuchCase(field, case=case.id)
