-- name: advance_head
-- Take the head row's lock, which makes this the ledger's one writer, and the next positions with it. Time never goes
-- back. Without a row the ledger has not been opened.
UPDATE ledger_head
SET last_position = last_position + %(count)b,
    last_recorded_at = greatest(last_recorded_at, coalesce(%(now)b::timestamptz, clock_timestamp()))
WHERE ledger = %(ledger)b
RETURNING last_position, last_recorded_at;

-- name: shorter
-- How many streams have not come as far as their expected version.
SELECT count(*) FROM unnest(%(streams)b::text[], %(versions)b::integer[]) AS expected (stream, version)
WHERE NOT EXISTS (
    SELECT FROM entry
    WHERE entry.ledger = %(ledger)b AND entry.stream = expected.stream AND entry.version = expected.version
);

-- name: longer
-- Of streams nothing is added to, how many have grown past their expected version.
SELECT count(*) FROM unnest(%(streams)b::text[], %(versions)b::integer[]) AS expected (stream, version)
WHERE EXISTS (
    SELECT FROM entry
    WHERE entry.ledger = %(ledger)b AND entry.stream = expected.stream AND entry.version = expected.version + 1
);

-- name: newer
-- The streams of entries behind the position a decision looked at. Bounded at both ends, so that the range is read by
-- the key however large the table is.
SELECT stream FROM entry
WHERE ledger = %(ledger)b AND position > %(since)b
    AND position <= (SELECT last_position FROM ledger_head WHERE ledger = %(ledger)b);

-- name: keep_receipt
INSERT INTO receipt (ledger, command_id, request_hash, last_position, answer)
VALUES (%(ledger)b, %(command_id)b, %(request_hash)b, %(last_position)b, %(answer)b);

-- name: add_entry
-- One entry; a few are added by as many rows, many by copy_entries.
INSERT INTO entry (ledger, position, stream, version, name, recorded_at, body)
VALUES (%b, %b, %b, %b, %b, %b, %b);

-- name: copy_entries
COPY entry (ledger, position, stream, version, name, recorded_at, body) FROM STDIN (FORMAT binary);

-- name: head
SELECT last_position FROM ledger_head WHERE ledger = %(ledger)b;

-- name: receipt
SELECT command_id, request_hash, last_position, answer
FROM receipt WHERE ledger = %(ledger)b AND command_id = %(command_id)b;

-- name: stream
SELECT position, stream, version, name, recorded_at, body
FROM entry WHERE ledger = %(ledger)b AND stream = %(stream)b AND version >= %(version)b ORDER BY version;

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
