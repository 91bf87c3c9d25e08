"""What the vault asks of PostgreSQL, and how rows are copied in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection

# The lock that orders registrations: of two that bring the same person, the second sees the first's.
LOCK_LEDGER = """
select master_key_id, key_check, index_keys, keys_away_at from subsidy.vault
where ledger = %(ledger)s for no key update
"""
OPEN_LEDGER = """
insert into subsidy.vault (ledger, master_key_id, key_check, index_keys)
values (%(ledger)s, %(master_key_id)s, %(key_check)s, %(index_keys)s)
on conflict (ledger) do nothing
"""
LOOK_AT_LEDGER = """
select master_key_id, key_check, index_keys, keys_away_at from subsidy.vault where ledger = %(ledger)s
"""
COUNT_PEOPLE = "update subsidy.vault set people = people + %(added)s where ledger = %(ledger)s"
# Whole arrays of digests at once: one round trip a kind, whatever the number of people.
HOLDERS = """
select digest, beneficiary_id from subsidy.vault_index
where ledger = %(ledger)s and kind = %(kind)s and digest = any(%(digests)s) and until_revision is null
"""
# An amendment's numbers: one person, a handful of rows.
END_NUMBER = """
update subsidy.vault_index set until_revision = %(revision)s
where ledger = %(ledger)s and kind = %(kind)s and digest = %(digest)s and beneficiary_id = %(beneficiary_id)s
and until_revision is null
"""
REVISIONS = """
select person.beneficiary_id, person.revision, key.master_key_id, key.wrapped, person.sealed, person.commitment
from subsidy.vault_person person
left join subsidy.vault_key key on key.ledger = person.ledger and key.beneficiary_id = person.beneficiary_id
where person.ledger = %(ledger)s and person.beneficiary_id = any(%(people)s)
order by person.beneficiary_id, person.revision
"""
# Everybody who was not erased: comparing accounts among all takes all.
ALL_REVISIONS = """
select person.beneficiary_id, person.revision, key.master_key_id, key.wrapped, person.sealed, person.commitment
from subsidy.vault_person person
join subsidy.vault_key key on key.ledger = person.ledger and key.beneficiary_id = person.beneficiary_id
where person.ledger = %(ledger)s and key.wrapped is not null
order by person.beneficiary_id, person.revision
"""
# The same file brought again is there already.
PUT_FILE = """
insert into subsidy.vault_file (ledger, beneficiary_id, commitment, sealed)
values (%(ledger)s, %(beneficiary_id)s, %(commitment)s, %(sealed)s)
on conflict (ledger, beneficiary_id, commitment) do nothing
"""
FILE = """
select sealed from subsidy.vault_file
where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s and commitment = %(commitment)s
"""
ERASED = "select from subsidy.vault_erased where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s"
# The last of the person's rows go together, and what is noted of it stays.
ERASE = (
    "delete from subsidy.vault_key where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s",
    "delete from subsidy.vault_person where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s",
    "delete from subsidy.vault_index where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s",
    "delete from subsidy.vault_likeness where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s",
    "delete from subsidy.vault_file where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s",
)
NOTE_ERASED = """
insert into subsidy.vault_erased (ledger, beneficiary_id) values (%(ledger)s, %(beneficiary_id)s)
on conflict (ledger, beneficiary_id) do nothing
"""
NOTE_ACCESS = """
insert into subsidy.vault_access (ledger, beneficiary_id, actor, action, why)
values (%(ledger)s, %(beneficiary_id)s, %(actor)s, %(action)s, %(why)s)
"""
PUT_TOKENS = """
insert into subsidy.vault_likeness (ledger, beneficiary_id, tokens)
values (%(ledger)s, %(beneficiary_id)s, %(tokens)s)
on conflict (ledger, beneficiary_id) do update set tokens = excluded.tokens
"""
# Whoever shares tokens with a record, those who share most first; how many there may be is bounded.
SHARING_TOKENS = """
select beneficiary_id from subsidy.vault_likeness,
    lateral (select count(*) as shared from unnest(tokens) as own where own = any(%(tokens)s::bigint[])) as counted
where ledger = %(ledger)s and tokens && %(tokens)s::bigint[] and beneficiary_id <> %(besides)s
order by shared desc, beneficiary_id limit %(most)s
"""
ACCESS_LOG = """
select beneficiary_id, accessed_at at time zone 'UTC', actor, action, why, number from subsidy.vault_access
where ledger = %(ledger)s and number > %(after)s
    and (%(beneficiary)s = '' or beneficiary_id = %(beneficiary)s) and (%(officer)s = '' or actor = %(officer)s)
    and (%(since)s::timestamptz is null or accessed_at >= %(since)s)
    and (%(until)s::timestamptz is null or accessed_at < %(until)s)
order by number limit %(limit)s
"""
COPY_REVISIONS = """
copy subsidy.vault_person (ledger, beneficiary_id, revision, sealed, commitment) from stdin (format binary)
"""
COPY_KEYS = "copy subsidy.vault_key (ledger, beneficiary_id, master_key_id, wrapped) from stdin (format binary)"
COPY_INDEX = """
copy subsidy.vault_index (ledger, kind, digest, beneficiary_id, since_revision) from stdin (format binary)
"""
COPY_TOKENS = "copy subsidy.vault_likeness (ledger, beneficiary_id, tokens) from stdin (format binary)"
COPY_ACCESSES = "copy subsidy.vault_access (ledger, beneficiary_id, actor, action, why) from stdin (format binary)"


def copy_in(
    connection: Connection[Any], statement: str, types: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Copy rows in, in binary; `types` names the columns' types."""
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)
