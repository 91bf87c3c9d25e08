-- Rows that are few among many, and that somebody works through: what the bank sent back or was given up, and people
-- for whom there was no money. Releasing and settling add nothing to these indexes.

create index payout_step_rare on payout_step (ledger, payout, stage) where stage in ('returned', 'cancelled');
create index batch_person_unfunded on batch_person (ledger, batch) where not funded;
