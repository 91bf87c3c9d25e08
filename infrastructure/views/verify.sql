-- name: entries
SELECT position, stream, version, name, recorded_at, body FROM entry
WHERE ledger = %(ledger)s AND position > %(after)s AND position <= %(upto)s ORDER BY position;

-- name: head
SELECT last_position, (SELECT coalesce(max(position), 0) FROM entry WHERE entry.ledger = ledger_head.ledger)
FROM ledger_head WHERE ledger = %(ledger)s;

-- name: receipts_beyond
-- Receipts that point to entries that are not there.
SELECT command_id, last_position FROM receipt
WHERE ledger = %(ledger)s AND NOT EXISTS (
    SELECT FROM entry WHERE entry.ledger = receipt.ledger AND entry.position = receipt.last_position
) AND last_position > 0
ORDER BY command_id LIMIT %(limit)s;

-- name: entries_that_do_not_sum_to_zero
-- True by the form of a posting; looked at all the same.
SELECT position, sum(amount_fen)::bigint FROM posting_leg WHERE ledger = %(ledger)s
GROUP BY position HAVING sum(amount_fen) <> 0 ORDER BY position LIMIT %(limit)s;

-- name: shared_numbers
-- Lines that share a number: their money would be one.
SELECT min(position), string_agg(DISTINCT line_id, ' and ') FROM fund_line WHERE ledger = %(ledger)s
GROUP BY line_key HAVING count(DISTINCT line_id) > 1 LIMIT %(limit)s;

-- name: receipts
-- What commands were answered whose last entry is in a range.
SELECT command_id, request_hash, last_position FROM receipt
WHERE ledger = %(ledger)s AND last_position > %(after)s AND last_position <= %(upto)s;

-- name: triggers
-- The guards of the log; what refuses a change has to fire for replication's sessions too.
SELECT class.relname::text, tgname::text, tgenabled::text FROM pg_trigger JOIN pg_class class ON class.oid = tgrelid
WHERE class.relnamespace = 'subsidy'::regnamespace AND class.relname IN ('entry', 'receipt', 'ledger_head')
AND NOT tgisinternal;

-- name: rights_to_change
-- Nobody but the owner, whom nobody logs in as, may take anything out of the log.
SELECT table_name::text, grantee::text, privilege_type::text FROM information_schema.table_privileges
WHERE table_schema = 'subsidy' AND table_name IN ('entry', 'receipt') AND grantee <> 'subsidy_owner'
AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') ORDER BY 1, 2, 3;
