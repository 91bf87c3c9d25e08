-- Evidence of cases: scans, photos, PDFs, sealed like the records of the person they are about.

-- AES-256-GCM under the person's own key, bound to ledger, beneficiary and commitment; the commitment's salt is sealed
-- with the file. With the person's key gone nobody opens it, and erasing takes the rows as well.
create table vault_file (
    ledger text collate "C" not null,
    beneficiary_id text collate "C" not null,
    commitment bytea not null check (octet_length(commitment) = 32),
    sealed bytea not null,
    sealed_at timestamptz not null default now(),
    primary key (ledger, beneficiary_id, commitment)
);
-- Sealed bytes do not get smaller, and the planner's samples would outlive the rows they were taken from.
alter table vault_file alter column sealed set storage external;
alter table vault_file alter column sealed set statistics 0, alter column commitment set statistics 0;

alter table vault_access drop constraint vault_access_action_check;
alter table vault_access add constraint vault_access_action_check
    check (action in ('admitted', 'amended', 'compared', 'revealed', 'exported', 'erased', 'filed', 'file_revealed'));

grant select, insert on vault_file to subsidy_app;
grant select, delete on vault_file to subsidy_eraser;
