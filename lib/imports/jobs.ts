/** The jobs of a file, gathered by (sumber, kode_ahsp) from wherever their rows stand. */

import { isMojibake, shownValue } from "@/lib/imports/parse";
import { restoreMojibake } from "@/lib/imports/remarks/mojibake";
import { spaceParams } from "@/lib/imports/remarks/remarks";
import { hasOddSpace } from "@/lib/imports/remarks/spaces";
import type { Field, Finding, FindingCode, ParsedJob, ParsedLine } from "@/lib/imports/types";

/** Fields of a job that a row may repeat, leave out or contradict. */
const MERGED = ["klasifikasi", "sub_klasifikasi", "satuan", "source_file"] as const;
type Merged = (typeof MERGED)[number];

/** What one row says about its job. */
export type JobClaim = Pick<ParsedJob, "nama_ahsp" | Merged>;

export interface JobState {
  /** Position in order of first mention; ParsedJob.seq is counted later, over the jobs that are kept. */
  index: number;
  job: ParsedJob;
  /** Whether a row with valid job fields has named it; before that only rejected rows have mentioned it. */
  named: boolean;
  /** Rows with an item, rejected ones included. */
  items: number;
  suspect: boolean;
  since: Partial<Record<Merged, number>>;
  others: Set<string> | null;
  notes: Finding[];
}

/** Makes a flagged finding about a field of a job. */
export type Note = (field: Field, code: FindingCode, value: string, params: Finding["params"]) => Finding;

const NO_NOTES: Finding[] = [];

export class JobBook {
  readonly states: JobState[] = [];
  private readonly byKey = new Map<string, JobState>();
  private last: JobState | null = null;

  find(sumber: string, kode: string): JobState | undefined {
    const { last } = this;
    if (last && last.job.kode_ahsp === kode && last.job.sumber === sumber) return last;
    return this.byKey.get(key(sumber, kode));
  }

  /** The job of this key, made on first mention. */
  mention(sumber: string, kode: string, baris: number): JobState {
    const known = this.find(sumber, kode);
    if (known) {
      this.last = known;
      return known;
    }
    const state: JobState = {
      index: this.states.length,
      job: {
        seq: -1,
        baris,
        sumber,
        kode_ahsp: kode,
        nama_ahsp: "",
        klasifikasi: null,
        sub_klasifikasi: null,
        satuan: null,
        source_file: null,
        rejected: 0,
      },
      named: false,
      items: 0,
      suspect: false,
      since: {},
      others: null,
      notes: NO_NOTES,
    };
    this.states.push(state);
    this.byKey.set(key(sumber, kode), state);
    this.last = state;
    return state;
  }

  /** A row with valid job fields names the job: the first name and the first value of each field are kept. */
  name(state: JobState, claim: JobClaim, baris: number, note: Note): void {
    const { job } = state;
    if (!state.named) {
      state.named = true;
      job.baris = baris;
      job.nama_ahsp = claim.nama_ahsp;
      for (const finding of notesOnName(claim.nama_ahsp, note)) addNote(state, finding);
    } else if (claim.nama_ahsp !== job.nama_ahsp && isNews(state, "nama_ahsp", claim.nama_ahsp)) {
      const params = { first: job.baris, name: job.nama_ahsp };
      addNote(state, note("nama_ahsp", "ONE_KODE_TWO_NAMES", claim.nama_ahsp, params));
    }
    this.merge(state, claim, baris, note);
  }

  /** Fields that a row gives besides the name. */
  merge(state: JobState, claim: Omit<JobClaim, "nama_ahsp">, baris: number, note: Note): void {
    for (const field of MERGED) {
      const value = claim[field];
      const kept = state.job[field];
      if (value === null || value === kept) continue;
      if (kept === null) {
        state.job[field] = value;
        state.since[field] = baris;
      } else if (isNews(state, field, value)) {
        const params = { first: state.since[field] ?? state.job.baris, kept };
        addNote(state, note(field === "satuan" ? "satuan_pekerjaan" : field, "JOB_FIELD_CONFLICT", value, params));
      }
    }
  }

  /** An item row that repeats another sumber than that of the job it stands under. */
  contradictSumber(state: JobState, sumber: string, note: Note): void {
    const { job } = state;
    if (sumber === job.sumber || !isNews(state, "sumber", sumber)) return;
    addNote(state, note("sumber", "JOB_FIELD_CONFLICT", sumber, { first: job.baris, kept: job.sumber }));
  }

  /**
   * The jobs that have a line, and headings without any item, with what was noted about them; `line.job` becomes the
   * seq of its job. A job whose every line was rejected is left out: its rows keep their findings.
   */
  keep(lines: ParsedLine[]): { jobs: ParsedJob[]; notes: { kode: string; finding: Finding }[] } {
    const filled = new Uint8Array(this.states.length);
    for (const line of lines) filled[line.job] = 1;
    const jobs: ParsedJob[] = [];
    const kept: { kode: string; finding: Finding }[] = [];
    for (const { index, job, named, items, notes } of this.states) {
      if (!named || !(filled[index] || items === 0)) continue;
      job.seq = jobs.length;
      jobs.push(job);
      for (const finding of notes) kept.push({ kode: job.kode_ahsp, finding });
    }
    for (const line of lines) line.job = this.states[line.job]?.job.seq as number;
    return { jobs, notes: kept };
  }
}

function key(sumber: string, kode: string): string {
  return `${sumber}\0${kode}`;
}

function notesOnName(nama: string, note: Note): Finding[] {
  const notes: Finding[] = [];
  if (isMojibake(nama)) {
    const restored = shownValue(restoreMojibake(nama)) ?? "";
    notes.push(note("nama_ahsp", "MOJIBAKE", nama, { restored }));
  }
  if (hasOddSpace(nama)) {
    notes.push({ ...note("nama_ahsp", "DOUBLE_SPACE", nama, spaceParams(nama, 1)), kind: "info" });
  }
  return notes;
}

function addNote(state: JobState, finding: Finding): void {
  if (state.notes === NO_NOTES) state.notes = [finding];
  else state.notes.push(finding);
}

/** Each other value of a field is told once. */
function isNews(state: JobState, field: string, value: string): boolean {
  const entry = `${field}\0${value}`;
  state.others ??= new Set();
  if (state.others.has(entry)) return false;
  state.others.add(entry);
  return true;
}
