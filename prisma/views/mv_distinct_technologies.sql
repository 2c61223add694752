-- Every technology that any company works with, once, with the number of companies.
CREATE MATERIALIZED VIEW mv_distinct_technologies AS
SELECT
  value,
  count(*)::int AS company_count
FROM (
  -- DISTINCT: a company that names a technology twice is still one company.
  SELECT DISTINCT c.id, technology.value
  FROM companies c, unnest(c.technologies) AS technology (value)
  WHERE NOT is_blank(technology.value)
) AS used
GROUP BY value
WITH NO DATA;

-- Unique, so that CONCURRENTLY works; read forwards and backwards it is both orders.
CREATE UNIQUE INDEX idx_distinct_technologies_value ON mv_distinct_technologies (value);
CREATE INDEX idx_distinct_technologies_value_trgm ON mv_distinct_technologies USING gin (value gin_trgm_ops);

COMMENT ON MATERIALIZED VIEW mv_distinct_technologies IS 'Distinct technologies of all companies, with the number of companies that use each';

SELECT watch_table('mv_distinct_technologies', 'companies', 'id');
