-- name: payout_trail
-- A payout's trail as of a position ($1) or an instant of recording ($2; both null: as far as the views have come), of
-- what is effective by a day ($3), in one look: its steps, its recoveries, what they moved, what brought and reserved
-- that money, the lines, and who recorded it when. `settled` is false where the question has no answer, and then there
-- is nothing else in it. The ledger stands in the statement itself: its part of each table is then known when it is
-- planned, once a connection.
WITH RECURSIVE {at}, step AS MATERIALIZED (
    SELECT * FROM payout_step
    WHERE ledger = {ledger} AND payout = $4::text AND effective <= $3::date
        AND position <= (SELECT position FROM at WHERE settled)
), recovered AS MATERIALIZED (
    SELECT * FROM recovery
    WHERE ledger = {ledger} AND payout = $4 AND effective <= $3 AND position <= (SELECT position FROM at WHERE settled)
), move AS MATERIALIZED (
    SELECT * FROM posting
    WHERE ledger = {ledger} AND effective <= $3
        AND position = ANY (ARRAY(SELECT position FROM step UNION SELECT position FROM recovered))
), brought AS MATERIALIZED (
    SELECT * FROM fund_movement
    WHERE ledger = {ledger} AND effective <= $3 AND position <= (SELECT position FROM at)
        AND line_key = ANY (ARRAY(SELECT DISTINCT line_key FROM move))
        AND (
            movement = ANY ({brought})
            OR (movement = 'reserve' AND batch = (SELECT batch FROM step ORDER BY position LIMIT 1))
        )
), line AS (
    SELECT * FROM fund_line
    WHERE ledger = {ledger} AND position <= (SELECT position FROM at)
        AND line_key = ANY (ARRAY(SELECT DISTINCT line_key FROM move))
), recorded AS (
    SELECT position, recorded_at, convert_from(body, 'UTF8')::jsonb ->> 'actor' AS actor FROM entry
    WHERE ledger = {ledger} AND position = ANY (ARRAY(SELECT position FROM move UNION SELECT position FROM brought))
)
SELECT at.settled,
    (SELECT json_agg(step ORDER BY position) FROM step),
    (SELECT json_agg(recovered ORDER BY position) FROM recovered),
    (SELECT json_agg(move ORDER BY position, seq) FROM move),
    (SELECT json_agg(brought ORDER BY position, seq) FROM brought),
    (SELECT json_agg(line ORDER BY position, seq) FROM line),
    (SELECT json_agg(recorded) FROM recorded)
FROM at;
