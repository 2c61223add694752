import "server-only";
import fs from "node:fs";

/** Settings that are the same for every embedded server: reachable from this machine only, modest in memory. */
const COMMON = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_preload_libraries: "pg_stat_statements",
  timezone: "UTC",
  max_connections: "100",
  work_mem: "32MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  // Compiling costs more than it saves on queries of milliseconds.
  jit: "off",
};

/** What survives must be safe. */
const DURABLE = { shared_buffers: "256MB", effective_cache_size: "1GB" };

/** For tests: nothing survives, everything is quick. */
const THROWAWAY = {
  shared_buffers: "64MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum_naptime: "5min",
};

/** A parallel query needs shared memory; containers often have only 64 MB of it. */
const SMALL_SHARED_MEMORY_BYTES = 256 * 1024 * 1024;

/** Text of portal.conf, which postgresql.conf includes. Written anew at every start. */
export function clusterSettings({ port, throwaway }: { port: number; throwaway: boolean }): string {
  const settings: Record<string, string> = { ...COMMON, ...(throwaway ? THROWAWAY : DURABLE) };
  if (hasSmallSharedMemory()) settings.dynamic_shared_memory_type = "mmap";
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return ["# Written by lib/db/cluster-settings.ts at every start.", `port = ${port}`, ...lines, ""].join("\n");
}

function hasSmallSharedMemory(): boolean {
  if (process.platform !== "linux") return false;
  try {
    const { bsize, blocks } = fs.statfsSync("/dev/shm");
    return bsize * blocks < SMALL_SHARED_MEMORY_BYTES;
  } catch {
    return true;
  }
}
