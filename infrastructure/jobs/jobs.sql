-- name: keep_piece
INSERT INTO upload (ledger, job, number, sealed) VALUES (%(ledger)s, %(job)s, %(number)s, %(sealed)b);

-- name: pieces
SELECT number, sealed FROM upload WHERE ledger = %(ledger)s AND job = %(job)s ORDER BY number;

-- name: remove_upload
DELETE FROM upload WHERE ledger = %(ledger)s AND job = %(job)s;

-- name: note
-- A job asked for just now by somebody else under the same id wins; then there is no row.
INSERT INTO job (
    ledger, id, command_id, dry_run, request_hash, kind, asked_by, parameters, file_name, file_sha256, size, pieces,
    sheet, accepted
) VALUES (
    %(ledger)s, %(id)s, %(command_id)s, %(dry_run)s, %(request_hash)s, %(kind)s, %(asked_by)s, %(parameters)s,
    %(file_name)s, %(file_sha256)s, %(size)s, %(pieces)s, %(sheet)s, %(accepted)s
) ON CONFLICT ON CONSTRAINT job_asked_once DO NOTHING
RETURNING id;

-- name: asked
SELECT id, request_hash FROM job
WHERE ledger = %(ledger)s AND command_id = %(command_id)s AND dry_run = %(dry_run)s;

-- name: job
SELECT {columns} FROM job WHERE ledger = %(ledger)s AND id = %(job)s;

-- name: jobs
SELECT {columns} FROM job WHERE ledger = %(ledger)s AND number < %(before)s ORDER BY number DESC LIMIT %(limit)s;

-- name: jobs_of
SELECT {columns} FROM job WHERE ledger = %(ledger)s AND asked_by = %(by)s AND number < %(before)s
ORDER BY number DESC LIMIT %(limit)s;

-- name: accept
UPDATE job SET state = 'waiting', accepted = %(accepted)s, attempts = 0, not_before = clock_timestamp(), remarks = 0,
    progress_done = 0, progress_of = 0,
    problem_code = NULL, problem_field = NULL, problem_zh = NULL, problem_en = NULL
WHERE ledger = %(ledger)s AND id = %(job)s AND state = 'doubtful';

-- name: cancel
UPDATE job SET state = 'cancelled', finished_at = clock_timestamp()
WHERE ledger = %(ledger)s AND id = %(job)s AND state IN ('waiting', 'doubtful');

-- name: remarks
SELECT number, is_doubt, sheet, row_number, column_letters, heading, value, code, zh, en FROM job_remark
WHERE ledger = %(ledger)s AND job = %(job)s AND number > %(after)s ORDER BY number LIMIT %(limit)s;

-- name: rows
SELECT row_number, beneficiary FROM job_row
WHERE ledger = %(ledger)s AND job = %(job)s AND row_number > %(after)s ORDER BY row_number LIMIT %(limit)s;

-- name: remove_remarks
DELETE FROM job_remark WHERE ledger = %(ledger)s AND job = %(job)s;

-- name: remove_rows
DELETE FROM job_row WHERE ledger = %(ledger)s AND job = %(job)s;

-- name: copy_remarks
COPY job_remark (
    ledger, job, number, is_doubt, sheet, row_number, column_letters, heading, value, code, zh, en
) FROM STDIN (FORMAT binary);

-- name: copy_rows
COPY job_row (ledger, job, row_number, beneficiary) FROM STDIN (FORMAT binary);

-- name: take
-- The oldest job that waits, or whose runner is taken for dead. Of two who ask at once each gets another one.
WITH next AS (
    SELECT id FROM job
    WHERE ledger = %(ledger)s AND state IN ('waiting', 'running') AND (
        (state = 'waiting' AND not_before <= clock_timestamp())
        OR (state = 'running' AND lease_until < clock_timestamp())
    )
    ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE job SET state = 'running', runner = %(runner)s, attempts = attempts + 1, progress_done = 0, progress_of = 0,
    lease_until = clock_timestamp() + make_interval(secs => %(seconds)s)
FROM next WHERE job.ledger = %(ledger)s AND job.id = next.id
RETURNING job.id, attempts, pieces;

-- name: renew
-- No row: somebody else has taken it, and whatever the caller still does must not be noted.
UPDATE job SET lease_until = clock_timestamp() + make_interval(secs => %(seconds)s),
    progress_done = %(done)s, progress_of = %(of)s
WHERE ledger = %(ledger)s AND id = %(job)s AND runner = %(runner)s;

-- name: put_back
UPDATE job SET state = 'waiting', runner = NULL, lease_until = NULL, attempts = attempts - %(forgiven)s,
    not_before = clock_timestamp() + make_interval(secs => %(seconds)s)
WHERE ledger = %(ledger)s AND id = %(job)s AND runner = %(runner)s;

-- name: finish
UPDATE job SET state = %(state)s, runner = NULL, lease_until = NULL, answer = %(answer)s, remarks = %(remarks)s,
    progress_done = %(done)s, progress_of = %(of)s,
    problem_code = %(code)s, problem_field = %(field)s, problem_zh = %(zh)s, problem_en = %(en)s,
    finished_at = CASE WHEN %(state)s = 'doubtful' THEN NULL ELSE clock_timestamp() END
WHERE ledger = %(ledger)s AND id = %(job)s AND runner = %(runner)s;

-- name: expire
-- Jobs that nobody did, and doubts that nobody accepted, while their file was kept.
UPDATE job SET state = 'refused', finished_at = clock_timestamp(),
    problem_code = %(code)s, problem_field = '', problem_zh = %(zh)s, problem_en = %(en)s
WHERE ledger = %(ledger)s AND state IN ('waiting', 'doubtful')
    AND asked_at < clock_timestamp() - make_interval(hours => %(hours)s);

-- name: remove_old_uploads
-- Also pieces whose sender went away before there was a job.
DELETE FROM upload
WHERE ledger = %(ledger)s AND kept_since < clock_timestamp() - make_interval(hours => %(hours)s)
    AND NOT EXISTS (
        SELECT FROM job WHERE job.ledger = upload.ledger AND job.id = upload.job AND job.state = 'running'
    );
