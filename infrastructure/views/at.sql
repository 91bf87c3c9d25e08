-- name: at
-- Both times of a question as the first part of its statement: `position` from a position ($1) or an instant of
-- recording ($2; both null: as far as the views have come), `struck` the foot of the page before it. `settled` is false
-- where a view has stopped or is not so far. For `halving` see `position_at` in the log's statements.
reached AS (
    SELECT min(position) AS position, bool_and(error IS NULL) AS running FROM view_progress
    WHERE ledger = {ledger} AND view = ANY ({views})
), halving (low, high) AS (
    SELECT 0::bigint, last_position FROM ledger_head WHERE ledger = {ledger} AND $2::timestamptz IS NOT NULL
    UNION ALL
    SELECT CASE WHEN entry.recorded_at <= $2 THEN entry.position ELSE halving.low END,
        CASE WHEN entry.recorded_at <= $2 THEN halving.high ELSE entry.position - 1 END
    FROM halving JOIN entry ON entry.ledger = {ledger} AND entry.position = (halving.low + halving.high + 1) / 2
    WHERE halving.low < halving.high
), at AS MATERIALIZED (
    SELECT wanted.position, running AND wanted.position <= reached.position AS settled,
        wanted.position / {page} * {page} AS struck
    FROM reached CROSS JOIN LATERAL (
        SELECT CASE WHEN $2 IS NULL THEN coalesce($1::bigint, reached.position)
            ELSE coalesce((SELECT low FROM halving WHERE low = high), 0) END AS position
    ) AS wanted
)
