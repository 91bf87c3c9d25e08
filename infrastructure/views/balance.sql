-- name: balance
-- What moved on a line ($4, its number) of what is effective by a day ($3, null: all) in one look: the sum of the newest
-- sheets that make up the time until then (all of the line; or the years before the day's, the months of its year before
-- its own, its month's days), and what the open page moves, a row for each way. See `balances.py`.
WITH RECURSIVE {at}, wanted (span, first_day) AS (
    SELECT 'ever', date '0001-01-01' WHERE $3::date IS NULL
    UNION ALL
    SELECT 'year', generate_series(
        (
            SELECT first_day FROM sheet WHERE ledger = {ledger} AND line_key = $4::bigint AND span = 'year'
            ORDER BY first_day LIMIT 1
        )::timestamp,
        date_trunc('year', $3::timestamp) - interval '1 day', interval '1 year'
    )::date
    UNION ALL
    SELECT 'month', generate_series(
        date_trunc('year', $3::timestamp), date_trunc('month', $3::timestamp) - interval '1 day', interval '1 month'
    )::date
    UNION ALL
    SELECT 'day', generate_series(date_trunc('month', $3::timestamp), $3::timestamp, interval '1 day')::date
), newest AS (
    SELECT found.* FROM wanted CROSS JOIN LATERAL (
        SELECT * FROM sheet
        WHERE sheet.ledger = {ledger} AND sheet.line_key = $4 AND sheet.span = wanted.span
            AND sheet.first_day = wanted.first_day AND sheet.position <= (SELECT struck FROM at WHERE settled)
        ORDER BY sheet.position DESC LIMIT 1
    ) AS found
), stood AS (
    SELECT {sums} FROM newest
), moved AS (
    SELECT movement, sum(amount_fen)::bigint AS fen FROM posting
    WHERE ledger = {ledger} AND line_key = $4 AND ($3 IS NULL OR effective <= $3)
        AND position > (SELECT struck FROM at WHERE settled) AND position <= (SELECT position FROM at)
    GROUP BY movement
)
SELECT at.settled, moved.movement, moved.fen, stood.* FROM at CROSS JOIN stood LEFT JOIN moved ON true;
