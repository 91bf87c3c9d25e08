-- name: open_views
-- Make this ledger's parts of the tables, unless they are there.
SELECT open_views(%(ledger)s, %(views)s);

-- name: head
SELECT last_position FROM ledger_head WHERE ledger = %(ledger)s;

-- name: progress
-- How far each view is; those with an error stand still.
SELECT view, position, coalesce(error, ''), failed_at FROM view_progress WHERE ledger = %(ledger)s ORDER BY view;

-- name: lock_progress
-- One projector a ledger: whoever holds the journal's row writes, the others wait and find nothing left. Everybody locks
-- it first, so that two who need several rows never wait for each other.
SELECT view, position, coalesce(error, ''), failed_at FROM view_progress
WHERE ledger = %(ledger)s AND view = ANY (%(views)s) ORDER BY view <> 'posting', view FOR UPDATE;

-- name: entries
-- The next entries of the log, whole: an entry's bytes say everything its columns say.
SELECT position, body FROM entry
WHERE ledger = %(ledger)s AND position > %(after)s AND position <= %(upto)s ORDER BY position;

-- name: advance
UPDATE view_progress SET position = %(position)s
WHERE ledger = %(ledger)s AND view = ANY (%(views)s) AND position < %(position)s;

-- name: stop
-- A step failed: the view stands before the entry that it could not take.
UPDATE view_progress SET position = %(failed_at)s - 1, error = %(error)s, failed_at = %(failed_at)s
WHERE ledger = %(ledger)s AND view = %(view)s;

-- name: resume
UPDATE view_progress SET error = NULL, failed_at = NULL WHERE ledger = %(ledger)s AND view = %(view)s;

-- name: newest_sheets
-- Of each sheet asked for, the newest struck at or before a page's end.
SELECT wanted.number, newest.allocated_fen, newest.recovered_fen, newest.available_fen, newest.reserved_fen,
    newest.disbursed_fen, newest.settled_fen, newest.returned_fen, newest.carried_over_fen, newest.treasury_fen,
    newest.collected_fen, newest.revenue_fen, newest.transmitted_fen
FROM unnest(%(lines)s::bigint[], %(spans)s::text[], %(days)s::date[])
    WITH ORDINALITY AS wanted (line_key, span, first_day, number)
CROSS JOIN LATERAL (
    SELECT * FROM sheet
    WHERE sheet.ledger = %(ledger)s AND sheet.line_key = wanted.line_key AND sheet.span = wanted.span
        AND sheet.first_day = wanted.first_day AND sheet.position <= %(struck)s
    ORDER BY sheet.position DESC LIMIT 1
) AS newest;
