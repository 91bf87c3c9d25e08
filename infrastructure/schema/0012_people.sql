-- People: what erasing takes away, keys that change, likeness without opening everybody, and who read whom.

-- The keys of the blind index are of their own, wrapped by the master key like those of people: when the master key
-- changes they are wrapped anew, and no digest changes. Null: a vault that was opened before, whose index keys are
-- derived from the master key it has had since. `keys_away_at`: restored up to that position without its keys.
alter table vault add column index_keys bytea;
alter table vault add column keys_away_at bigint check (keys_away_at >= 0);

-- Keyed tokens of a current record, short and shared by records that are alike: whose tokens meet is opened and
-- compared, and nobody else.
create table vault_likeness (
    ledger text collate "C" not null,
    beneficiary_id text collate "C" not null,
    tokens bigint[] not null,
    primary key (ledger, beneficiary_id)
);
create index vault_likeness_tokens on vault_likeness using gin (tokens);

-- Who was erased: an id and when, so that it is told from an id nobody ever had. `overwritten_at`: from then on the
-- bytes are gone from the tables' files as well.
create table vault_erased (
    ledger text collate "C" not null,
    beneficiary_id text collate "C" not null,
    erased_at timestamptz not null default now(),
    overwritten_at timestamptz,
    primary key (ledger, beneficiary_id)
);

alter table vault_access drop constraint vault_access_action_check;
alter table vault_access add constraint vault_access_action_check
    check (action in ('admitted', 'amended', 'compared', 'revealed', 'exported', 'erased'));
create index vault_access_of_officer on vault_access (ledger, actor, number);

-- The planner's samples of these would outlive the rows they were taken from.
alter table vault_person alter column sealed set statistics 0, alter column commitment set statistics 0;
alter table vault_key alter column wrapped set statistics 0;
alter table vault_index alter column digest set statistics 0;
alter table vault_likeness alter column tokens set statistics 0;

grant select, insert on vault_likeness to subsidy_app;
grant update (tokens) on vault_likeness to subsidy_app;
grant select on vault_erased to subsidy_app, subsidy_reader;
-- Whoever handles keys: takes a person's away, or wraps all of them anew. Never the service in its daily work.
grant select, delete on vault_person, vault_likeness to subsidy_eraser;
grant select, insert, update (overwritten_at) on vault_erased to subsidy_eraser;
grant insert on vault_access, vault_key, vault_index, vault_likeness to subsidy_eraser;
grant update (master_key_id, wrapped) on vault_key to subsidy_eraser;
grant update (master_key_id, key_check, index_keys, keys_away_at, people) on vault to subsidy_eraser;
