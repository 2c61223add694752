-- A refresh takes along what is derived from the view, so that readers who combine them always find them in step; it
-- costs less, says why it was done the way it was, and proves itself.

-- The same values as before. Most texts begin with a visible character, which is told by the first one alone: a
-- refresh asks this of every line, and stripping them took a third of its time.
CREATE OR REPLACE FUNCTION is_blank(value text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN ascii(value) > 32 AND ascii(value) < 160 THEN false ELSE
    coalesce(btrim(value, E'\u0009\u000a\u000b\u000c\u000d\u0020\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff') = '', true) END;

ALTER TABLE view_refreshes ADD COLUMN reason text CHECK (reason IN ('asked', 'unpopulated', 'empty', 'readers', 'chain'));
COMMENT ON COLUMN view_refreshes.reason IS 'Why mode_used: asked for; there was no snapshot; it had no rows; its readers must not wait; another of its chain was taken from its readers already. Null = failed before that';

ALTER TABLE view_verifications ADD COLUMN refresh_id integer;
CREATE INDEX view_verifications_refresh_idx ON view_verifications (refresh_id);
COMMENT ON COLUMN view_verifications.refresh_id IS 'The refresh that proved itself so; null = somebody asked';
COMMENT ON COLUMN view_verifications.rows IS 'Rows that were compared: all, or of a large view a random sample';
COMMENT ON COLUMN view_verifications.differences IS 'Rows of the one that the other lacks, both ways together, among those compared';

-- As before, but a materialized view counts only where its name means it now: while a view is built anew in the
-- workshop, those that read the old one are not derived from the new one.
CREATE OR REPLACE FUNCTION view_dependencies(view_name text) RETURNS TABLE (relation text, is_view boolean)
  LANGUAGE sql STABLE STRICT AS $$
  WITH RECURSIVE reads AS (
    SELECT d.refobjid AS oid
    FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    WHERE r.ev_class = to_regclass(quote_ident(view_name))
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
    UNION
    SELECT d.refobjid
    FROM reads
    JOIN pg_class c ON c.oid = reads.oid AND c.relkind = 'v'
    JOIN pg_rewrite r ON r.ev_class = c.oid
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
  )
  SELECT c.relname::text, c.relkind = 'm' FROM reads JOIN pg_class c ON c.oid = reads.oid
  WHERE c.relkind IN ('r', 'p', 'f') OR (c.relkind = 'm' AND c.oid = to_regclass(quote_ident(c.relname))) ORDER BY 1
$$;

-- Pairs of views of which one reads the other, directly or through plain views.
CREATE FUNCTION view_edges() RETURNS TABLE (upstream text, derived text)
  LANGUAGE sql STABLE AS $$
  SELECT reads.relation, d.view FROM view_definitions d, view_dependencies(d.view) AS reads WHERE reads.is_view
$$;

-- A view and every view that it is derived from.
CREATE FUNCTION view_sources(view_name text) RETURNS SETOF text
  LANGUAGE sql STABLE AS $$
  WITH RECURSIVE edges AS MATERIALIZED (SELECT * FROM view_edges()), sources AS (
    SELECT view_name AS view
    UNION
    SELECT e.upstream FROM sources JOIN edges e ON e.derived = sources.view
  )
  SELECT view FROM sources
$$;

-- Takes the refresh locks of a view and of all that it is connected with, upwards and downwards, until the end of the
-- transaction. Always in the order of their names: two that want overlapping sets cannot deadlock.
-- Returns whether it had to wait.
CREATE FUNCTION lock_view_family(view_name text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  waited boolean := false;
  family text[];
  locked text[] := '{}';
  member text;
BEGIN
  LOOP
    WITH RECURSIVE edges AS MATERIALIZED (SELECT * FROM view_edges()), members AS (
      SELECT view_name AS view
      UNION
      SELECT CASE members.view WHEN e.upstream THEN e.derived ELSE e.upstream END
      FROM members JOIN edges e ON members.view IN (e.upstream, e.derived)
    )
    SELECT array_agg(view ORDER BY view COLLATE "C") INTO family FROM members;
    -- While this waited, a view may have been added.
    EXIT WHEN family <@ locked;
    FOREACH member IN ARRAY family LOOP
      IF NOT pg_try_advisory_xact_lock(view_lock_key(member)) THEN
        waited := true;
        PERFORM pg_advisory_xact_lock(view_lock_key(member));
      END IF;
    END LOOP;
    locked := family;
  END LOOP;
  RETURN waited;
END
$$;

-- Holds a view against its definition, run at this moment, in one statement and hence one snapshot, and writes it down:
-- all rows of a view of 10,000 rows or less, else 5,000 rows by chance, each looked up by the view's key. Rows that are
-- new in the tables and lack in a large view are not found so; verify_view finds them.
-- Where the key is the changed key (an integer), rows known as changed are left out; elsewhere `changed` explains differences.
-- Returns null, and writes nothing, when the rows of a large view cannot be looked up one by one.
CREATE FUNCTION check_view(view_name text, of_refresh integer DEFAULT NULL) RETURNS view_verifications
LANGUAGE plpgsql AS $$
DECLARE
  all_up_to   CONSTANT integer := 10000;
  sample_size CONSTANT integer := 5000;
  -- In the planner's units: a look-up by index takes 10 to 50, reading a table thousands.
  look_up_cost CONSTANT integer := 200;
  begun_at    timestamptz := clock_timestamp();
  relation    regclass := to_regclass(quote_ident(view_name));
  definition  text := rtrim(pg_get_viewdef(relation), ';');
  row_count   integer;
  key_column  name;
  known       text := 'true';
  sample      text;
  comparison  text;
  plan        json;
  found       view_verifications;
BEGIN
  SELECT a.attname, CASE WHEN a.atttypid = 'integer'::regtype
      THEN format('NOT EXISTS (SELECT FROM view_changes c WHERE c.view = %L AND (c.key IS NULL OR c.key = v.%I))', view_name, a.attname)
      ELSE known END
    INTO key_column, known
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = i.indkey[0]
    WHERE i.indrelid = relation AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1
      AND i.indpred IS NULL AND i.indexprs IS NULL
    ORDER BY i.indexrelid LIMIT 1;
  EXECUTE format('SELECT count(*) FROM (SELECT FROM %I LIMIT %s) AS counted', view_name, all_up_to + 1) INTO row_count;
  IF row_count <= all_up_to THEN
    sample := format('SELECT v.* FROM %I AS v WHERE %s', view_name, coalesce(known, 'true'));
    comparison := format('SELECT v.* FROM (%s) AS v WHERE %s', definition, coalesce(known, 'true'));
  ELSIF key_column IS NULL THEN
    RETURN NULL;
  ELSE
    EXECUTE format('SELECT count(*) FROM %I', view_name) INTO row_count;
    sample := format('SELECT v.* FROM %I AS v TABLESAMPLE BERNOULLI (%s) WHERE %s ORDER BY random() LIMIT %s',
      view_name, least(100, 120.0 * sample_size / row_count), known, sample_size);
    -- OFFSET 0 keeps the key a constant of the inner query, which the planner then also looks up inside an aggregate.
    comparison := format(
      'SELECT one.* FROM sample AS s CROSS JOIN LATERAL (SELECT d.* FROM (%1$s) AS d WHERE d.%2$I = s.%2$I OFFSET 0) AS one',
      definition, key_column);
    EXECUTE format('EXPLAIN (FORMAT JSON) WITH sample AS MATERIALIZED (%s) %s', sample, comparison) INTO plan;
    IF (plan -> 0 -> 'Plan' ->> 'Total Cost')::float8 > sample_size * look_up_cost THEN
      RETURN NULL;
    END IF;
  END IF;
  EXECUTE format(
    'WITH sample AS MATERIALIZED (%1$s), live AS MATERIALIZED (%2$s)
     SELECT (SELECT count(*) FROM sample),
       (SELECT count(*) FROM (SELECT * FROM live EXCEPT ALL SELECT * FROM sample) AS missing)
         + (SELECT count(*) FROM (SELECT * FROM sample EXCEPT ALL SELECT * FROM live) AS surplus),
       (SELECT CASE WHEN bool_or(key IS NULL) THEN NULL ELSE count(DISTINCT key) END FROM view_changes WHERE view = %3$L)',
    sample, comparison, view_name)
    INTO found.rows, found.differences, found.changed;
  INSERT INTO view_verifications AS v (view, at, duration_ms, rows, differences, changed, refresh_id)
    VALUES (view_name, clock_timestamp(), extract(epoch FROM clock_timestamp() - begun_at) * 1000,
            found.rows, found.differences, found.changed, of_refresh)
    RETURNING v.* INTO found;
  RETURN found;
END
$$;

-- One step of refresh_view: a single view, whose locks are held and whose change log has been emptied.
-- may_block: whether its readers may be kept waiting. Raises what PostgreSQL raises.
CREATE FUNCTION refresh_one_view(
  view_name text, mode text, may_block boolean, change_count integer, triggered_by text, asked_by text
) RETURNS view_refreshes
LANGUAGE plpgsql
-- A reader that holds the view for long must not make everybody else wait behind this refresh.
SET lock_timeout = '15s'
-- With more, the planner counts in a hash table that no cache holds, which takes half as long again (decision 0022).
SET work_mem = '32MB'
SET hash_mem_multiplier = 2
-- Compiling does not pay for itself here.
SET jit = off
AS $$
DECLARE
  begun_at  timestamptz := clock_timestamp();
  relation  regclass := to_regclass(quote_ident(view_name));
  used_mode text := 'standard';
  why       text := 'unpopulated';
  any_row   boolean;
  row_count integer;
  done      view_refreshes;
BEGIN
  IF (SELECT c.relispopulated FROM pg_class c WHERE c.oid = relation) THEN
    used_mode := mode;
    why := 'asked';
    IF mode = 'automatic' THEN
      -- A view without rows keeps nobody waiting, and there is nothing to compare with.
      EXECUTE format('SELECT EXISTS (SELECT FROM %I)', view_name) INTO any_row;
      used_mode := CASE WHEN any_row THEN 'concurrently' ELSE 'standard' END;
      why := CASE WHEN any_row THEN 'readers' ELSE 'empty' END;
    END IF;
    IF used_mode = 'standard' AND NOT may_block AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = relation
        AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL) THEN
      used_mode := 'concurrently';
      why := 'chain';
    END IF;
  END IF;
  EXECUTE format('REFRESH MATERIALIZED VIEW %s %I', CASE used_mode WHEN 'concurrently' THEN 'CONCURRENTLY' ELSE '' END, view_name);
  EXECUTE format('ANALYZE %I', view_name);
  EXECUTE format('SELECT count(*) FROM %I', view_name) INTO row_count;
  INSERT INTO view_refreshes AS r (view, mode_asked, mode_used, reason, trigger, actor, started_at, duration_ms, rows, changes, outcome, filenode)
    VALUES (view_name, mode, used_mode, why, triggered_by, asked_by, begun_at,
            extract(epoch FROM clock_timestamp() - begun_at) * 1000, row_count, change_count, 'ok',
            pg_relation_filenode(relation))
    RETURNING r.* INTO done;
  PERFORM check_view(view_name, done.id);
  PERFORM pg_notify('view_refreshed', view_name);
  RETURN done;
END
$$;

-- As before, but with what is derived: first the views that this one reads and that have changes, then this one, then
-- every view that is derived from any of these, all in one transaction and each with its own line in the log. So a
-- statement that reads several of them, or one and its change log, finds all of them before or all of them after.
-- Only one of them is ever taken away from its readers (mode standard), the others are refreshed concurrently: a reader
-- that holds the one and waits for the other would deadlock with two of them.
-- A failure of any of them undoes all and is one line with outcome 'failed' of the view that was asked for.
CREATE OR REPLACE FUNCTION refresh_view(
  view_name    text,
  mode         text DEFAULT 'automatic',
  triggered_by text DEFAULT 'psql',
  asked_by     text DEFAULT NULL
) RETURNS TABLE (refresh view_refreshes, joined boolean)
LANGUAGE plpgsql AS $$
DECLARE
  asked_at  timestamptz := clock_timestamp();
  begun_at  timestamptz;
  waited    boolean;
  may_block boolean := true;
  due       text[];
  changes   jsonb;
  member    text;
  done      view_refreshes;
BEGIN
  IF NOT EXISTS (SELECT FROM view_definitions d WHERE d.view = view_name) THEN
    RAISE EXCEPTION 'view "%" is not defined', view_name USING ERRCODE = 'undefined_table';
  END IF;
  IF mode NOT IN ('standard', 'concurrently', 'automatic') THEN
    RAISE EXCEPTION 'mode "%" is not standard, concurrently or automatic', mode USING ERRCODE = 'invalid_parameter_value';
  END IF;

  waited := lock_view_family(view_name);
  begun_at := clock_timestamp();

  -- What has to be refreshed, upstream first.
  WITH RECURSIVE edges AS MATERIALIZED (SELECT * FROM view_edges()), steps AS (
    SELECT s.view, 0 AS step FROM view_sources(view_name) AS s (view)
    WHERE s.view = view_name
      OR EXISTS (SELECT FROM view_changes c WHERE c.view = s.view)
      OR NOT (SELECT c.relispopulated FROM pg_class c WHERE c.oid = to_regclass(quote_ident(s.view)))
    UNION
    SELECT e.derived, steps.step + 1 FROM steps JOIN edges e ON e.upstream = steps.view
  )
  SELECT array_agg(view ORDER BY step, view) INTO due
  FROM (SELECT view, max(step) AS step FROM steps GROUP BY view) AS ordered;

  joined := false;
  IF waited AND NOT EXISTS (SELECT FROM view_changes c WHERE c.view = ANY (due)) THEN
    SELECT r.* INTO refresh FROM view_refreshes r
      WHERE r.view = view_name AND r.outcome = 'ok'
        AND r.started_at + make_interval(secs => r.duration_ms / 1000) >= asked_at
      ORDER BY r.id DESC LIMIT 1;
    IF FOUND THEN
      joined := true;
      RETURN NEXT;
      RETURN;
    END IF;
  END IF;

  PERFORM set_config('application_name', left('refresh ' || triggered_by || ' ' || coalesce(asked_by, ''), 63), true);
  BEGIN
    -- A view takes in the changes of those that it is derived from, too.
    WITH absorbed AS (DELETE FROM view_changes c WHERE c.view = ANY (due) RETURNING c.view, c.key)
      SELECT jsonb_object_agg(counted.view, counted.changes) INTO changes FROM (
        SELECT d.view, CASE WHEN bool_or(a.view IS NOT NULL AND a.key IS NULL) THEN NULL ELSE count(DISTINCT a.key) END AS changes
        FROM unnest(due) AS d (view) CROSS JOIN view_sources(d.view) AS s (view) LEFT JOIN absorbed a ON a.view = s.view
        GROUP BY d.view
      ) AS counted;
    FOREACH member IN ARRAY due LOOP
      done := refresh_one_view(member, mode, may_block, (changes ->> member)::integer, triggered_by, asked_by);
      may_block := may_block AND done.mode_used <> 'standard';
      IF member = view_name THEN
        refresh := done;
      END IF;
    END LOOP;
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    INSERT INTO view_refreshes AS r (view, mode_asked, mode_used, trigger, actor, started_at, duration_ms, outcome, error)
      VALUES (view_name, mode, CASE mode WHEN 'automatic' THEN 'concurrently' ELSE mode END, triggered_by, asked_by, begun_at,
              extract(epoch FROM clock_timestamp() - begun_at) * 1000, 'failed',
              SQLSTATE || ' ' || CASE WHEN member <> view_name THEN member || ': ' ELSE '' END || SQLERRM)
      RETURNING r.* INTO refresh;
  END;
  RETURN NEXT;
END
$$;
