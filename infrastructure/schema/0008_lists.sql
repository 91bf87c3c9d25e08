-- Lists over the registers, a page at a time. Indexes on what grows with people and their cases, none on what grows
-- with payouts; and what a list of batches needs to know to say that one is approved.

alter table batch add column approval_steps bigint;

-- By place and then by person; the position is there so that what was recorded later is passed over in the index.
create index beneficiary_by_region on beneficiary (ledger, region, beneficiary, position) where change = 'registered';
create index case_step_by_region on case_step (ledger, programme, region, beneficiary, position)
    where stage = 'applied';
