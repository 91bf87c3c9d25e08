-- name: progress
-- How far each view is; one that stopped knows nothing behind its position.
SELECT view, position, coalesce(error, ''), failed_at FROM view_progress WHERE ledger = %(ledger)s ORDER BY view;

-- name: earliest_year
-- Of each line, the first year that money of it is effective in: with that, the sheets to add up are known.
SELECT wanted.number, earliest.first_day
FROM unnest(%(lines)s::bigint[]) WITH ORDINALITY AS wanted (line_key, number)
CROSS JOIN LATERAL (
    SELECT first_day FROM sheet
    WHERE ledger = %(ledger)s AND line_key = wanted.line_key AND span = 'year' ORDER BY first_day LIMIT 1
) AS earliest;

-- name: open_page
-- What the postings behind the last page end move: at most a page of positions, however long the log.
SELECT line_key, movement, sum(amount_fen)::bigint
FROM posting
WHERE ledger = %(ledger)s AND position > %(struck)s AND position <= %(position)s AND effective <= %(effective)s
    AND line_key = ANY (%(lines)s::bigint[])
GROUP BY line_key, movement;

-- name: next_page
-- The end of the next page on which the line moved.
SELECT position FROM sheet
WHERE ledger = %(ledger)s AND line_key = %(line)s AND span = 'ever' AND first_day = '0001-01-01'
    AND position > %(after)s
ORDER BY position LIMIT 1;

-- name: line_ids
SELECT DISTINCT line_key, line_id FROM fund_line WHERE ledger = %(ledger)s AND line_key = ANY (%(keys)s::bigint[])
UNION
SELECT DISTINCT line_key, 'revenue/' || account FROM revenue
WHERE ledger = %(ledger)s AND line_key = ANY (%(keys)s::bigint[]);

-- name: recorded
-- When and by whom.
SELECT position, recorded_at, convert_from(body, 'UTF8')::jsonb ->> 'actor' FROM entry
WHERE ledger = %(ledger)s AND position = ANY (%(positions)s::bigint[]);

-- name: history
SELECT position, version, name, recorded_at, body FROM entry
WHERE ledger = %(ledger)s AND stream = %(stream)s AND position <= %(position)s ORDER BY version;

-- name: plainly_standing
-- Everybody who was granted, and whose case and person nothing else happened to that could matter: most people.
-- `special` are the others, whose steps are read one by one.
WITH special AS (
    SELECT beneficiary FROM case_step
    WHERE ledger = %(ledger)s AND programme = %(programme)s
        AND stage IN ('refused', 'reopened', 'confirmed', 'suspended', 'resumed', 'revoked', 'rechecked')
        AND position <= %(position)s AND effective <= %(effective)s
    UNION ALL
    SELECT beneficiary FROM beneficiary
    WHERE ledger = %(ledger)s AND stopped_on IS NOT NULL
        AND position <= %(position)s AND effective <= %(effective)s
), applied AS (
    SELECT beneficiary, region FROM case_step
    WHERE ledger = %(ledger)s AND programme = %(programme)s AND stage = 'applied'
        AND position <= %(position)s AND effective <= %(effective)s
), granted AS (
    SELECT beneficiary, position, amount_fen, first_month, policy_version FROM case_step
    WHERE ledger = %(ledger)s AND programme = %(programme)s AND stage = 'granted'
        AND position <= %(position)s AND effective <= %(effective)s
)
SELECT granted.beneficiary, applied.region, granted.amount_fen, granted.first_month, granted.policy_version,
    granted.position
FROM granted JOIN applied USING (beneficiary)
WHERE granted.first_month <= %(last_month)s AND left(applied.region, %(digits)s) = %(region)s
    AND NOT EXISTS (SELECT FROM special WHERE special.beneficiary = granted.beneficiary)
ORDER BY granted.position;

-- name: special
-- Who needs a closer look: a step beyond application, review and grant, or a death or move.
SELECT DISTINCT beneficiary FROM case_step
WHERE ledger = %(ledger)s AND programme = %(programme)s
    AND stage IN ('refused', 'reopened', 'confirmed', 'suspended', 'resumed', 'revoked', 'rechecked')
    AND position <= %(position)s AND effective <= %(effective)s
UNION
SELECT stopped.beneficiary FROM beneficiary AS stopped
WHERE stopped.ledger = %(ledger)s AND stopped.stopped_on IS NOT NULL
    AND stopped.position <= %(position)s AND stopped.effective <= %(effective)s
    AND EXISTS (
        SELECT FROM case_step
        WHERE case_step.ledger = %(ledger)s AND case_step.beneficiary = stopped.beneficiary
            AND case_step.programme = %(programme)s AND case_step.position <= %(position)s
    );

-- name: not_plainly_standing
-- Of these people, those who were not granted by that month, or need a closer look.
WITH standing AS (
    SELECT beneficiary FROM case_step
    WHERE ledger = %(ledger)s AND programme = %(programme)s AND stage = 'granted'
        AND position <= %(position)s AND effective <= %(effective)s AND first_month <= %(last_month)s
    EXCEPT
    SELECT beneficiary FROM case_step
    WHERE ledger = %(ledger)s AND programme = %(programme)s
        AND stage IN ('refused', 'reopened', 'confirmed', 'suspended', 'resumed', 'revoked', 'rechecked')
        AND position <= %(position)s AND effective <= %(effective)s
    EXCEPT
    SELECT beneficiary FROM beneficiary
    WHERE ledger = %(ledger)s AND stopped_on IS NOT NULL
        AND position <= %(position)s AND effective <= %(effective)s
)
SELECT person FROM unnest(%(people)b::text[]) AS person
WHERE NOT EXISTS (SELECT FROM standing WHERE standing.beneficiary = person);

-- name: payouts_by_tier
-- Payouts of a run of ids by tier, and of all tiers together (null); cancelled ones are not counted.
WITH state AS (
    SELECT DISTINCT ON (payout) payout, stage FROM payout_step
    WHERE ledger = %(ledger)s AND payout >= %(low)s AND payout < %(high)s AND stage <> 'recovery_ordered'
        AND position <= %(position)s AND effective <= %(effective)s
    ORDER BY payout, position DESC
), released AS (
    SELECT payout, tier, beneficiary, amount_fen FROM payout_step
    WHERE ledger = %(ledger)s AND payout >= %(low)s AND payout < %(high)s AND stage = 'released'
        AND position <= %(position)s AND effective <= %(effective)s
)
SELECT tier, count(DISTINCT beneficiary), coalesce(sum(amount_fen), 0)::bigint,
    count(DISTINCT beneficiary) FILTER (WHERE stage = 'settled'),
    coalesce(sum(amount_fen) FILTER (WHERE stage = 'settled'), 0)::bigint
FROM released JOIN state USING (payout)
WHERE stage <> 'cancelled'
GROUP BY GROUPING SETS ((tier), ())
ORDER BY tier;

-- name: paid
-- Who has a payout in a run of ids; unless cancelled ones count too, those whose newest release or cancelling is a release.
SELECT payout FROM (
    SELECT DISTINCT ON (payout) payout, stage FROM payout_step
    WHERE ledger = %(ledger)s AND payout >= %(low)s AND payout < %(high)s AND stage IN ('released', 'cancelled')
        AND position <= %(position)s AND effective <= %(effective)s
    ORDER BY payout, position DESC
) AS newest
WHERE stage = 'released' OR %(cancelled)s;
