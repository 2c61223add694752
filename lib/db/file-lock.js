/**
 * One at a time, across processes: a lock that is a file, and who is alive to hold it.
 * Plain JavaScript, because bin/run.mjs needs it before any package is installed.
 */
import fs from "node:fs";
import path from "node:path";

const POLL_MS = 50;
const TELL_AFTER_MS = 2_000;
/** A lock file is written right after it is made; one that stays empty for longer was left by a crash. */
const EMPTY_GRACE_MS = 5_000;
/** Taking away a dead process's lock takes a moment; a marker this old was left by a crash. */
const BREAK_GRACE_MS = 10_000;

/**
 * What tells this process from any other, also from a later one with the same pid: "PID STARTED", where STARTED is
 * the kernel's start time (clock ticks since boot), or "-" where /proc does not exist.
 * @param {number} [pid]
 * @returns {string}
 */
export function processIdentity(pid = process.pid) {
  return `${pid} ${processStat(pid)?.started ?? "-"}`;
}

/**
 * Does the process of this identity still run? A zombie does not.
 * @param {string} identity as processIdentity() wrote it
 * @returns {boolean}
 */
export function isAlive(identity) {
  const [pidText = "", started = "-"] = identity.trim().split(" ");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !answersSignals(pid)) return false;
  const stat = processStat(pid);
  if (!stat) return true;
  return stat.state !== "Z" && (started === "-" || stat.started === started);
}

/**
 * State, name and start time of a process, or null when it is gone or /proc does not exist.
 * @param {number} pid
 * @returns {{ state: string, name: string, started: string } | null}
 */
export function processStat(pid) {
  let text;
  try {
    text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // The name stands in parentheses and may hold any character, so the fields are counted from its end.
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ");
  return { state: fields[0] ?? "", name: text.slice(text.indexOf("(") + 1, end), started: fields[19] ?? "-" };
}

/** @param {number} pid */
function answersSignals(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return errorCode(error) === "EPERM";
  }
}

/**
 * Runs `work` while holding the lock. A lock whose process died is taken over.
 * @template T
 * @param {string} file made while the lock is held; its folder must exist or be creatable
 * @param {() => T | Promise<T>} work
 * @param {{ timeoutMs?: number, waiting?: () => void }} [options] `waiting` is called once when it takes long
 * @returns {Promise<T>}
 * @throws Error when nobody let go within timeoutMs (5 minutes unless told)
 */
export async function withFileLock(file, work, { timeoutMs = 300_000, waiting } = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  const tellAt = Date.now() + TELL_AFTER_MS;
  let told = false;
  while (!tryCreate(file)) {
    if (breakIfDead(file)) continue;
    if (!told && Date.now() > tellAt) {
      waiting?.();
      told = true;
    }
    if (Date.now() > deadline) throw new Error(`Another process holds ${file} for too long: ${read(file)?.text}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/**
 * Takes the lock for as long as this process wants it, without waiting.
 * @param {string} file
 * @returns {(() => void) | null} gives it back; null when a living process has it
 */
export function claim(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  while (!tryCreate(file)) if (!breakIfDead(file)) return null;
  return () => fs.rmSync(file, { force: true });
}

/** @param {string} file */
function tryCreate(file) {
  try {
    fs.writeFileSync(file, processIdentity(), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes the lock of a process that is no more. Only who made the marker beside it may do so: otherwise two
 * processes that both saw a dead lock could remove each other's new one.
 * @param {string} file
 * @returns {boolean} whether the lock may be free now
 */
function breakIfDead(file) {
  if (!isDead(file)) return false;
  const marker = `${file}.break`;
  if (!tryCreate(marker)) {
    const left = read(marker);
    if (left && Date.now() - left.writtenMs > BREAK_GRACE_MS) fs.rmSync(marker, { force: true });
    return false;
  }
  try {
    if (isDead(file)) fs.rmSync(file, { force: true });
    return true;
  } finally {
    fs.rmSync(marker, { force: true });
  }
}

/** @param {string} file */
function isDead(file) {
  const held = read(file);
  if (!held) return false;
  if (held.text === "") return Date.now() - held.writtenMs > EMPTY_GRACE_MS;
  return !isAlive(held.text);
}

/**
 * @param {string} file
 * @returns {{ text: string, writtenMs: number } | null} null when it is gone or belongs to another user
 */
function read(file) {
  try {
    return { text: fs.readFileSync(file, "utf8"), writtenMs: fs.statSync(file).mtimeMs };
  } catch {
    return null;
  }
}

/** @param {unknown} error */
function errorCode(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
