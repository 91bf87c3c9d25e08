-- Statements whose arguments are `$1`, `$2` … lie on every command's road and go by `exchange.py`.

-- name: take_positions
-- Take the head row's lock, which makes this the ledger's one writer, and the next positions with it; look under the
-- lock whether the decision holds. Time never goes back. Without a row the ledger has not been opened.
SELECT last_position, recorded_at, verdict FROM take_positions($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: add_few
-- The receipt, and entries while they are few; many are added by copy_entries.
SELECT add_few($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: newer
-- The streams of entries behind the position a decision looked at. Bounded at both ends, so that the range is read by
-- the key however large the table is.
SELECT stream FROM entry
WHERE ledger = %(ledger)b AND position > %(since)b
    AND position <= (SELECT last_position FROM ledger_head WHERE ledger = %(ledger)b);

-- name: copy_entries
COPY entry (ledger, position, stream, version, name, recorded_at, body) FROM STDIN (FORMAT binary);

-- name: head
SELECT last_position FROM ledger_head WHERE ledger = %(ledger)b;

-- name: receipt
SELECT command_id, request_hash, last_position, answer FROM receipt WHERE ledger = $1 AND command_id = $2;

-- name: stream
SELECT position, stream, version, name, recorded_at, body
FROM entry WHERE ledger = $1 AND stream = $2 AND version >= $3 ORDER BY version;

-- name: streams
SELECT position, stream, version, name, recorded_at, body
FROM entry WHERE ledger = %(ledger)b AND stream = ANY (%(streams)b::text[]) ORDER BY stream, version;

-- name: page
-- A page of the change feed. Positions are dense, so a page is a range; a LIMIT over an open
-- range is sorted whole, page after page, until the table has its first statistics.
SELECT position, stream, version, name, recorded_at, body
FROM entry WHERE ledger = %(ledger)b AND position >= %(first)b AND position <= %(last)b ORDER BY position;

-- name: position_at
-- The last position recorded at or before an instant, found by halving: recorded_at never goes back from one
-- position to the next, so 30 million entries take 25 looks and no index of their own.
WITH RECURSIVE halving (low, high) AS (
    SELECT 0::bigint, last_position FROM ledger_head WHERE ledger = %(ledger)b
    UNION ALL
    SELECT CASE WHEN entry.recorded_at <= %(instant)b THEN entry.position ELSE halving.low END,
        CASE WHEN entry.recorded_at <= %(instant)b THEN halving.high ELSE entry.position - 1 END
    FROM halving
    JOIN entry ON entry.ledger = %(ledger)b AND entry.position = (halving.low + halving.high + 1) / 2
    WHERE halving.low < halving.high
)
SELECT low FROM halving WHERE low = high;

-- name: select_events
-- The library's reading of one stream.
SELECT stream, version, name, body FROM entry
WHERE ledger = %(ledger)b AND stream = %(stream)b AND version > %(gt)b AND version <= %(lte)b
ORDER BY version LIMIT %(limit)b;

-- name: select_events_backwards
SELECT stream, version, name, body FROM entry
WHERE ledger = %(ledger)b AND stream = %(stream)b AND version > %(gt)b AND version <= %(lte)b
ORDER BY version DESC LIMIT %(limit)b;

-- name: select_notifications
-- The library's reading of the feed.
SELECT stream, version, name, body, position FROM entry
WHERE ledger = %(ledger)b AND position >= %(start)b AND position <= %(stop)b
ORDER BY position LIMIT %(limit)b;

-- name: select_notifications_of
-- The same, of some names only.
SELECT stream, version, name, body, position FROM entry
WHERE ledger = %(ledger)b AND position >= %(start)b AND position <= %(stop)b AND name = ANY (%(topics)b::text[])
ORDER BY position LIMIT %(limit)b;
