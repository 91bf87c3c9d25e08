-- What accounts prove themselves with. The log knows accounts and roles; names of staff and secrets are here alone, and
-- of secrets only what nobody could sign in with. Rows are added and ended, never removed.

-- One row an account that was ever invited. The name and the seeds of the second factor are sealed under the master
-- key (AES-256-GCM); `next_totp_sealed` waits for its first code. `totp_step` is the last 30-second step that counted.
create table credential (
    ledger text collate "C" not null,
    account text collate "C" not null,
    name_sealed bytea,
    password_hash text check (password_hash like '$argon2id$%'),
    totp_sealed bytea,
    next_totp_sealed bytea,
    totp_step bigint,
    primary key (ledger, account)
);

-- Sessions by the SHA-256 of their token; a renewed session keeps its row and gets another token.
create table session (
    ledger text collate "C" not null,
    token_sha256 bytea not null check (octet_length(token_sha256) = 32),
    id text collate "C" not null,
    account text collate "C" not null,
    way text collate "C" not null check (way in ('password', 'openid')),
    second_factor boolean not null,
    from_address text not null,
    begun_at timestamptz not null,
    used_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > begun_at),
    ended_at timestamptz,
    primary key (ledger, token_sha256)
);
create unique index session_id on session (ledger, id);
create index session_of_account on session (ledger, account) where ended_at is null;

create table api_key (
    ledger text collate "C" not null,
    token_sha256 bytea not null check (octet_length(token_sha256) = 32),
    id text collate "C" not null,
    account text collate "C" not null,
    name text not null check (name ~ '\S'),
    operations text[] not null,
    read_only boolean not null,
    issued_by text collate "C" not null check (issued_by <> ''),
    issued_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at),
    used_at timestamptz,
    revoked_at timestamptz,
    primary key (ledger, token_sha256)
);
create unique index api_key_id on api_key (ledger, id);
create index api_key_of_account on api_key (ledger, account);

create table one_time_secret (
    ledger text collate "C" not null,
    secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
    account text collate "C" not null,
    made_by text collate "C" not null check (made_by <> ''),
    made_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > made_at),
    forget_second_factor boolean not null,
    used_at timestamptz,
    replaced_at timestamptz,
    primary key (ledger, secret_sha256)
);
create index one_time_secret_of_account on one_time_secret (ledger, account) where used_at is null;

-- Eighty random bits each, so that a plain hash is enough. Voided when new ones are made.
create table recovery_code (
    ledger text collate "C" not null,
    account text collate "C" not null,
    code_sha256 bytea not null check (octet_length(code_sha256) = 32),
    made_at timestamptz not null,
    used_at timestamptz,
    voided_at timestamptz,
    primary key (ledger, account, code_sha256)
);

create table oidc_identity (
    ledger text collate "C" not null,
    number bigint not null generated always as identity,
    issuer text collate "C" not null check (issuer <> ''),
    subject text collate "C" not null check (subject <> ''),
    bound_at timestamptz not null,
    account text collate "C" not null,
    bound_by text collate "C" not null check (bound_by <> ''),
    unbound_at timestamptz,
    primary key (ledger, number)
);
create unique index oidc_identity_one_account on oidc_identity (ledger, issuer, subject) where unbound_at is null;
create index oidc_identity_of_account on oidc_identity (ledger, account);

-- Every try at a password or a code, and every one that was right. A try is written before it is looked at, so that
-- processes which try at once count each other. `claimed` is a keyed digest of what was typed as account: people type
-- their password there. `network` is the address, of IPv6 its /64. `account` is empty when there is none of that name.
create table sign_in_attempt (
    ledger text collate "C" not null,
    number bigint not null generated always as identity,
    attempted_at timestamptz not null,
    what text collate "C" not null check (what in ('password', 'code')),
    outcome text collate "C" not null check (outcome in ('tried', 'right')),
    claimed bytea not null check (octet_length(claimed) = 32),
    account text collate "C" not null,
    address text not null,
    network text collate "C" not null,
    primary key (ledger, number)
);
create index sign_in_attempt_claimed on sign_in_attempt (ledger, what, claimed, number);
create index sign_in_attempt_network on sign_in_attempt (ledger, network, attempted_at);

create trigger append_only before update or delete or truncate on sign_in_attempt
    for each statement execute function refuse_change();
alter table sign_in_attempt enable always trigger append_only;

grant select, insert on credential, session, api_key, one_time_secret, recovery_code, oidc_identity, sign_in_attempt
    to subsidy_app;
grant update (name_sealed, password_hash, totp_sealed, next_totp_sealed, totp_step) on credential to subsidy_app;
grant update (token_sha256, second_factor, used_at, ended_at) on session to subsidy_app;
grant update (used_at, revoked_at) on api_key to subsidy_app;
grant update (used_at, replaced_at) on one_time_secret to subsidy_app;
grant update (used_at, voided_at) on recovery_code to subsidy_app;
grant update (unbound_at) on oidc_identity to subsidy_app;
