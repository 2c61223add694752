-- Any number of views: each view file declares what it watches, people set schedules and switches, and a view can be
-- held against its own definition.

-- Changed keys, logged once per statement whoever writes. Arguments: view, column of the written table.
CREATE FUNCTION log_view_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN
      EXECUTE format('INSERT INTO view_changes SELECT DISTINCT %L, %I FROM new_rows', TG_ARGV[0], TG_ARGV[1]);
    WHEN 'DELETE' THEN
      EXECUTE format('INSERT INTO view_changes SELECT DISTINCT %L, %I FROM old_rows', TG_ARGV[0], TG_ARGV[1]);
    WHEN 'UPDATE' THEN
      EXECUTE format('INSERT INTO view_changes SELECT %L, key FROM (SELECT %2$I AS key FROM old_rows UNION SELECT %2$I FROM new_rows) AS keys',
        TG_ARGV[0], TG_ARGV[1]);
    WHEN 'TRUNCATE' THEN
      INSERT INTO view_changes VALUES (TG_ARGV[0], NULL);
  END CASE;
  RETURN NULL;
END
$$;

-- Called by view files: what is written to `table_name` counts as changed for the view, by the value of `key_column`
-- (an integer). Does nothing when it is watched so already: making a trigger waits for whoever writes the table.
CREATE FUNCTION watch_table(view_name text, table_name regclass, key_column text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  operation record;
BEGIN
  FOR operation IN SELECT * FROM (VALUES
    ('inserted',  'INSERT',   'REFERENCING NEW TABLE AS new_rows'),
    ('updated',   'UPDATE',   'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
    ('deleted',   'DELETE',   'REFERENCING OLD TABLE AS old_rows'),
    ('truncated', 'TRUNCATE', '')
  ) AS operations (name, event, transition) LOOP
    CONTINUE WHEN EXISTS (
      SELECT FROM pg_trigger t WHERE t.tgrelid = table_name
        AND t.tgname = format('%s_%s', operation.name, view_name)
        AND t.tgfoid = 'log_view_changes'::regproc
        AND t.tgargs = convert_to(view_name, 'UTF8') || '\x00' || convert_to(key_column, 'UTF8') || '\x00');
    EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION log_view_changes(%L, %L)',
      format('%s_%s', operation.name, view_name), operation.event, table_name, operation.transition, view_name, key_column);
  END LOOP;
END
$$;

DROP TRIGGER ahsp_inserted ON referensi_ahspreferensi;
DROP TRIGGER ahsp_updated ON referensi_ahspreferensi;
DROP TRIGGER ahsp_deleted ON referensi_ahspreferensi;
DROP TRIGGER ahsp_truncated ON referensi_ahspreferensi;
DROP TRIGGER rincian_inserted ON referensi_rincianreferensi;
DROP TRIGGER rincian_updated ON referensi_rincianreferensi;
DROP TRIGGER rincian_deleted ON referensi_rincianreferensi;
DROP TRIGGER rincian_truncated ON referensi_rincianreferensi;
DROP FUNCTION log_ahsp_changes();
DROP FUNCTION log_rincian_changes();
SELECT watch_table('referensi_ahsp_stats', 'referensi_ahspreferensi', 'id');
SELECT watch_table('referensi_ahsp_stats', 'referensi_rincianreferensi', 'ahsp_id');

CREATE INDEX view_changes_view_idx ON view_changes (view);

-- Tables and materialized views that a view is derived from; what stands between as a plain view is seen through.
CREATE FUNCTION view_dependencies(view_name text) RETURNS TABLE (relation text, is_view boolean)
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
  WHERE c.relkind IN ('r', 'p', 'f', 'm') ORDER BY 1
$$;

ALTER TABLE view_definitions ADD COLUMN dropped_at timestamptz(3);
COMMENT ON COLUMN view_definitions.dropped_at IS 'Dropped on purpose: it is not made again until somebody asks for it';

ALTER TABLE view_refreshes DROP CONSTRAINT view_refreshes_mode_asked_check;
ALTER TABLE view_refreshes ADD CONSTRAINT view_refreshes_mode_asked_check CHECK (mode_asked IN ('standard', 'concurrently', 'automatic'));
ALTER TABLE view_refreshes ADD COLUMN filenode oid;
COMMENT ON COLUMN view_refreshes.filenode IS 'Storage of the view after the refresh: another one now says that somebody refreshed past this log';
COMMENT ON COLUMN view_refreshes.trigger IS 'definition, import, portal, command, schedule, changes, psql';

-- What people set for a view. No row: as lib/views/registry.ts says, and switched on.
CREATE TABLE view_settings (
  view             text PRIMARY KEY,
  cron             text,
  time_zone        text,
  refresh_after    integer CHECK (refresh_after > 0),
  edited           boolean NOT NULL DEFAULT false,
  off_since        timestamptz(3),
  off_by           text REFERENCES "user" (id) ON DELETE SET NULL,
  looked_at        timestamptz(3),
  schedule_outcome text CHECK (schedule_outcome IN ('refreshed', 'unchanged', 'failed'))
);
COMMENT ON COLUMN view_settings.cron IS 'With time_zone and refresh_after in force once edited is true; null = never by the clock';
COMMENT ON COLUMN view_settings.refresh_after IS 'Changed keys after which the portal refreshes by itself; null = never';
COMMENT ON COLUMN view_settings.off_since IS 'Switched off: readers take the live path';
COMMENT ON COLUMN view_settings.looked_at IS 'Up to this moment the schedule has been kept; a run that was due later is still to do';
COMMENT ON COLUMN view_settings.schedule_outcome IS 'What the last run that was due came to';

CREATE TABLE view_verifications (
  id          integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  view        text NOT NULL,
  actor       text,
  at          timestamptz(3) NOT NULL,
  duration_ms double precision NOT NULL,
  rows        integer NOT NULL,
  differences integer NOT NULL,
  changed     integer
);
CREATE INDEX view_verifications_view_idx ON view_verifications (view, id);
COMMENT ON TABLE view_verifications IS 'Times that a view was compared with its definition, row by row';
COMMENT ON COLUMN view_verifications.differences IS 'Rows of the one that the other lacks, both ways together';
COMMENT ON COLUMN view_verifications.changed IS 'Keys known as changed at that moment (they explain differences); null = everything';

-- Compares a view with what its definition gives at this moment: one statement, hence one snapshot.
CREATE FUNCTION verify_view(view_name text, asked_by text DEFAULT NULL) RETURNS view_verifications
LANGUAGE plpgsql AS $$
DECLARE
  begun_at timestamptz := clock_timestamp();
  found    view_verifications;
BEGIN
  EXECUTE format(
    'WITH live AS MATERIALIZED (%1$s)
     SELECT (SELECT count(*) FROM %2$I),
       (SELECT count(*) FROM (SELECT * FROM live EXCEPT ALL SELECT * FROM %2$I) AS missing)
         + (SELECT count(*) FROM (SELECT * FROM %2$I EXCEPT ALL SELECT * FROM live) AS surplus),
       (SELECT CASE WHEN bool_or(key IS NULL) THEN NULL ELSE count(DISTINCT key) END FROM view_changes WHERE view = %2$L)',
    rtrim(pg_get_viewdef(to_regclass(quote_ident(view_name))), ';'), view_name)
    INTO found.rows, found.differences, found.changed;
  INSERT INTO view_verifications AS v (view, actor, at, duration_ms, rows, differences, changed)
    VALUES (view_name, asked_by, begun_at, extract(epoch FROM clock_timestamp() - begun_at) * 1000,
            found.rows, found.differences, found.changed)
    RETURNING v.* INTO found;
  RETURN found;
END
$$;

-- As before, and: the mode may be left to the function, views that this one reads are refreshed first, and while it
-- runs application_name says for whom ('refresh <trigger> <actor>'), so that everybody can see it.
DROP FUNCTION refresh_view(text, boolean, text, text);
CREATE FUNCTION refresh_view(
  view_name    text,
  mode         text DEFAULT 'automatic',
  triggered_by text DEFAULT 'psql',
  asked_by     text DEFAULT NULL
) RETURNS TABLE (refresh view_refreshes, joined boolean)
LANGUAGE plpgsql AS $$
DECLARE
  asked_at   timestamptz := clock_timestamp();
  begun_at   timestamptz;
  used_mode  text := 'standard';
  change_count integer;
  row_count    integer;
  upstream     record;
BEGIN
  IF NOT EXISTS (SELECT FROM view_definitions d WHERE d.view = view_name) THEN
    RAISE EXCEPTION 'view "%" is not defined', view_name USING ERRCODE = 'undefined_table';
  END IF;
  IF mode NOT IN ('standard', 'concurrently', 'automatic') THEN
    RAISE EXCEPTION 'mode "%" is not standard, concurrently or automatic', mode USING ERRCODE = 'invalid_parameter_value';
  END IF;

  IF NOT pg_try_advisory_xact_lock(view_lock_key(view_name)) THEN
    PERFORM pg_advisory_xact_lock(view_lock_key(view_name));
    IF NOT EXISTS (SELECT FROM view_changes c WHERE c.view = view_name) THEN
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
  END IF;

  begun_at := clock_timestamp();
  joined := false;
  PERFORM set_config('application_name', left('refresh ' || triggered_by || ' ' || coalesce(asked_by, ''), 63), true);
  BEGIN
    FOR upstream IN SELECT d.relation FROM view_dependencies(view_name) d WHERE d.is_view LOOP
      IF EXISTS (SELECT FROM view_changes c WHERE c.view = upstream.relation)
          OR NOT (SELECT c.relispopulated FROM pg_class c WHERE c.oid = to_regclass(quote_ident(upstream.relation))) THEN
        PERFORM FROM refresh_view(upstream.relation, mode, triggered_by, asked_by) u WHERE (u.refresh).outcome = 'ok';
        IF NOT FOUND THEN
          RAISE EXCEPTION 'view "%", which it reads, could not be refreshed', upstream.relation;
        END IF;
      END IF;
    END LOOP;
    WITH absorbed AS (DELETE FROM view_changes c WHERE c.view = view_name RETURNING c.key)
      SELECT CASE WHEN bool_or(key IS NULL) THEN NULL ELSE count(DISTINCT key) END INTO change_count FROM absorbed;
    IF (SELECT c.relispopulated FROM pg_class c WHERE c.oid = to_regclass(quote_ident(view_name))) THEN
      used_mode := mode;
      IF mode = 'automatic' THEN
        -- A view without rows keeps nobody waiting, and there is nothing to compare with.
        EXECUTE format('SELECT CASE WHEN EXISTS (SELECT FROM %I) THEN ''concurrently'' ELSE ''standard'' END', view_name) INTO used_mode;
      END IF;
    END IF;
    -- A reader that holds the view for long must not make everybody else wait behind this refresh.
    PERFORM set_config('lock_timeout', '15s', true);
    EXECUTE format('REFRESH MATERIALIZED VIEW %s %I', CASE used_mode WHEN 'concurrently' THEN 'CONCURRENTLY' ELSE '' END, view_name);
    EXECUTE format('ANALYZE %I', view_name);
    EXECUTE format('SELECT count(*) FROM %I', view_name) INTO row_count;
    INSERT INTO view_refreshes AS r (view, mode_asked, mode_used, trigger, actor, started_at, duration_ms, rows, changes, outcome, filenode)
      VALUES (view_name, mode, used_mode, triggered_by, asked_by, begun_at,
              extract(epoch FROM clock_timestamp() - begun_at) * 1000, row_count, change_count, 'ok',
              pg_relation_filenode(to_regclass(quote_ident(view_name))))
      RETURNING r.* INTO refresh;
    PERFORM pg_notify('view_refreshed', view_name);
  EXCEPTION WHEN OTHERS OR query_canceled THEN
    INSERT INTO view_refreshes AS r (view, mode_asked, mode_used, trigger, actor, started_at, duration_ms, outcome, error)
      VALUES (view_name, mode, CASE WHEN used_mode = 'automatic' THEN 'standard' ELSE used_mode END, triggered_by, asked_by, begun_at,
              extract(epoch FROM clock_timestamp() - begun_at) * 1000, 'failed', SQLSTATE || ' ' || SQLERRM)
      RETURNING r.* INTO refresh;
  END;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION refresh_view IS 'The one way to refresh a view, for the portal, commands, cron, pg_cron and psql: SELECT refresh_view(''name'')';
