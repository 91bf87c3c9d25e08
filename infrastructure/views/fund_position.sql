-- name: fund_position
-- The newest balances of lines, or those as of a position ($1, null: as far as the views have come), in one look: where
-- the views stand, the lines, their newest sheets and what the open page moves. A line has a row for each way in which
-- the open page moves it. `settled` is false where the question has no answer, and then there is one row and nothing
-- else in it. The ledger stands in the statement itself: its part of each table is then known when it is planned.
-- `of` names the rows that were looked at: a rebuild puts another table in their place, a restore another server.
WITH reached AS (
    SELECT min(position) AS position, bool_and(error IS NULL) AS running FROM view_progress
    WHERE ledger = {ledger} AND view IN ('funds', 'posting')
), at AS MATERIALIZED (
    SELECT wanted.position, running AND wanted.position <= reached.position AS settled,
        wanted.position / {page} * {page} AS struck
    FROM reached CROSS JOIN LATERAL (SELECT coalesce($1::bigint, reached.position) AS position) AS wanted
), line AS MATERIALIZED (
    SELECT DISTINCT ON (line_id) line_id, line_key, position, fund, programme, fiscal_year, region, level, kind,
        document, source_year
    FROM fund_line
    WHERE ledger = {ledger} AND position <= (SELECT position FROM at)
        AND ($2::text IS NULL OR programme = $2) AND ($3::bigint IS NULL OR fiscal_year = $3)
        AND ($4::text IS NULL OR level = $4) AND ($5::text IS NULL OR kind = $5)
        AND ($6::text IS NULL OR document = $6)
    ORDER BY line_id, fund_line.position, seq
), moved AS MATERIALIZED (
    SELECT line_key, movement, sum(amount_fen)::bigint AS fen FROM posting
    WHERE ledger = {ledger} AND position > (SELECT struck FROM at) AND position <= (SELECT position FROM at)
    GROUP BY line_key, movement
)
SELECT at.position, at.settled, line.line_id, line.position, line.fund, line.programme, line.fiscal_year, line.region,
    line.level, line.kind, line.document, line.source_year, {of} AS of, moved.movement, moved.fen, newest.allocated_fen,
    newest.recovered_fen, newest.available_fen, newest.reserved_fen, newest.disbursed_fen, newest.settled_fen,
    newest.returned_fen, newest.carried_over_fen, newest.treasury_fen, newest.collected_fen, newest.revenue_fen,
    newest.transmitted_fen
FROM at LEFT JOIN line ON at.settled
LEFT JOIN LATERAL (
    SELECT * FROM sheet
    WHERE sheet.ledger = {ledger} AND sheet.line_key = line.line_key AND span = 'ever' AND first_day = '0001-01-01'
        AND sheet.position <= at.struck
    ORDER BY sheet.position DESC LIMIT 1
) AS newest ON true
LEFT JOIN moved ON moved.line_key = line.line_key
ORDER BY line.line_id;

-- name: moved_since
-- What moved since a look as of position $2 at the rows that $3 names, up to a position ($1, null: as far as the views
-- have come): the position, whether the look goes on, and sums by line and movement. It does not where the position
-- lies before it or far behind it, where the rows are others, where a view has stopped or is not so far, and where
-- there are lines that it does not know; then there is one row and no sum in it.
WITH reached AS (
    SELECT min(position) AS position, bool_and(error IS NULL) AS running FROM view_progress
    WHERE ledger = {ledger} AND view IN ('funds', 'posting')
), wanted AS (
    SELECT coalesce($1::bigint, reached.position) AS position, reached.position AS reached, running FROM reached
), at AS MATERIALIZED (
    SELECT position, running AND position <= reached AND position BETWEEN $2::bigint AND $2 + {page} AND $3::text = {of}
        AND NOT EXISTS (
            SELECT FROM fund_line
            WHERE ledger = {ledger} AND fund_line.position > $2 AND fund_line.position <= wanted.position
        ) AS goes_on
    FROM wanted
), moved AS (
    SELECT line_key, movement, sum(amount_fen)::bigint AS fen FROM posting
    WHERE ledger = {ledger} AND position > $2 AND position <= (SELECT position FROM at WHERE goes_on)
    GROUP BY line_key, movement
)
SELECT at.position, at.goes_on, moved.line_key, moved.movement, moved.fen FROM at LEFT JOIN moved ON true;
