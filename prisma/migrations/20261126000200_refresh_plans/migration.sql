-- What a refresh lets the planner do, measured at 500,000 AHSP with 5,000,000 lines (decision 0022).
-- A refresh reads whole tables. Servers that keep their tables in memory make index scans cheap for the planner; read
-- through one, lines that do not lie in the order of their AHSP took three times as long as all of them read and counted.
ALTER FUNCTION refresh_one_view(text, text, boolean, integer, text, text) SET random_page_cost = 4;
-- Enough to count half a million AHSP without files aside; with more nothing gets quicker.
ALTER FUNCTION refresh_one_view(text, text, boolean, integer, text, text) SET work_mem = '64MB';
-- Workers take half as much processor time again, which the readers would miss.
ALTER FUNCTION refresh_one_view(text, text, boolean, integer, text, text) SET max_parallel_workers_per_gather = 0;
