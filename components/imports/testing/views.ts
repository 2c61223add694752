import { NO_CHOICES } from "@/lib/imports/choices";
import type { ImportView } from "@/lib/imports/history";
import type { ImportLine } from "@/lib/imports/list";
import type { AhspReport } from "@/lib/imports/report";
import type { ColumnsView, ComparedDetail, EffectRow, Plan, SuspectView } from "@/lib/imports/session";
import type { Reading } from "@/lib/imports/types";

/** What the screens of an import are tried with. */

export const reading: Reading = {
  format: "xlsx",
  sheet: "SNI 2025",
  sheets: [
    { name: "SNI 2025", visible: true },
    { name: "Lama", visible: false },
  ],
  encoding: null,
  headerRow: 2,
  columns: [
    { field: "kode_ahsp", kolom: "A", header: "Kode" },
    { field: "koefisien", kolom: "C", header: "Koef" },
  ],
  signature: null,
  constants: {},
  layout: "flat",
  detection: { layout: "flat", reason: "FLAT_ROWS", params: {} },
  numberFormat: "comma",
  numberFormatFrom: "evidence",
};

export const report: AhspReport = {
  kind: "ahsp",
  reading,
  ledger: {
    rows: 13_899,
    headings: 0,
    imported: 13_757,
    new: 13_700,
    changed: 50,
    unchanged: 7,
    duplicate_identical: 134,
    rejected: 8,
    ahsp: { new: 400, changed: 12, unchanged: 3, held_back: 1 },
  },
  imported: {
    ahsp: 2305,
    rincian: 13_757,
    per_kategori: { TK: 1, BHN: 2, ALT: 3, LAIN: 4 },
    zero_coef: 2,
    missing_unit: 17,
    ahsp_with_missing_unit: 1,
    sumber: { "SNI 2025": 2305 },
    klasifikasi: { "(none)": 2305 },
  },
  flags: {
    conflicting_duplicates: { lines: 102, keys: 90, ahsp: 50 },
    kategori_empty_rows: 37,
    suspect_decimal_separator: { lines: 725, ahsp: 300 },
    one_kode_two_names: [],
    mojibake: { ahsp_names: 265 },
  },
};

const none = { ahsp: 0, rincian: 0, tk: 0, bhn: 0, alt: 0, lain: 0, zero_coef: 0, missing_unit: 0 };
export const effect: EffectRow[] = [
  { sumber: "SNI 2025", klasifikasi: null, before: none, after: { ...none, ahsp: 2305, rincian: 13_757 } },
  { sumber: "SNI 2025", klasifikasi: "Bina Marga", before: { ...none, ahsp: 17 }, after: none },
];

export const plan: Plan = { report, effect, missing: 5, removeMissing: false, onlyGoodRows: true };

export const item: ImportView = {
  id: 7,
  kind: "ahsp",
  fileName: "SNI_2025_AHSP.xlsx",
  sizeBytes: 804_000,
  sha256: "ab".repeat(32),
  via: "portal",
  by: "Sari",
  actorId: "sari",
  state: "open",
  ended: false,
  facts: { state: "open", read: true, planned: true },
  expiresAt: "2026-11-23T07:05:00Z",
  source: null,
  choices: {},
  profile: null,
  reading,
  progress: { rowsRead: 5000, rowsChecked: 4000, rowsWritten: 0, rows: 13_899 },
  plan,
  revertPlan: null,
  report: null,
  correction: null,
  patchedRows: 0,
  failure: null,
  refreshMs: null,
  earlier: [{ id: 3, at: "2026-11-20T07:05:00Z", by: null }],
  reverts: null,
  revertedBy: null,
  kept: [],
  createdAt: "2026-11-21T07:05:00Z",
  committedAt: null,
  finishedAt: null,
};

export const committed: ImportView = {
  ...item,
  state: "committed",
  ended: true,
  facts: { state: "committed", read: true, planned: true },
  report,
  expiresAt: null,
  refreshMs: 84,
  committedAt: "2026-11-21T07:06:00Z",
  finishedAt: "2026-11-21T07:06:01Z",
};

export const kept: ImportView["kept"] = [
  { sumber: "SNI 2025", kode_ahsp: "1.1.1.1" },
  { sumber: null, kode_ahsp: null },
];

export const revert: ImportView = {
  ...item,
  id: 8,
  via: "revert",
  sizeBytes: null,
  sha256: null,
  earlier: [],
  plan: null,
  revertPlan: { counts: { replaced: 1200, removed: 17, restored: 3 }, kept, effect },
  reverts: 7,
};

export const columns: ColumnsView = {
  choices: NO_CHOICES,
  reading,
  headerRow: 2,
  sheets: reading.sheets,
  head: [
    { baris: 1, cells: ["Daftar"] },
    { baris: 2, cells: ["Kode", "Harga", "Koef"] },
    { baris: 3, cells: ["1.1", null, "0,5"] },
  ],
  samples: [
    { baris: 3, raw: "1.234,5", read: { comma: "1234.5", point: null, stored: null } },
    { baris: 4, raw: "1.234", read: { comma: "1234", point: "1.234", stored: null } },
    { baris: 5, raw: "satu", read: { comma: null, point: null, stored: null } },
  ],
  encodings: [],
  savedRules: [],
  missing: ["sumber", "uraian_item"],
};

export const suspect: SuspectView = {
  baris: 4114,
  kolom: "K",
  raw: "83349",
  candidates: ["83.349", "8.3349", "83349"],
  recommended: "83.349",
  confidence: "low",
  evidence: {
    from: "neighbours",
    neighbours: { count: 17, low: "1.009", median: "1.009", high: "1.44" },
    ratios: { for: 2, against: 1 },
  },
  sumber: "SNI 2025",
  kode_ahsp: "1.1.1.1",
  uraian_item: "Pekerja",
  satuan_item: "OH",
  decision: null,
  decidedBy: null,
};

export const detail: ComparedDetail = {
  sumber: "SNI 2025",
  kode_ahsp: "10.1.(10a)",
  nama_ahsp: "Galian tanah",
  outcome: "changed",
  lines: { added: 1, removed: 1, changed: 1, same: 0 },
  fields: [{ field: "satuan", before: null, after: "m3" }],
  lineChanges: [
    {
      outcome: "changed",
      kategori: "TK",
      kode_item: "L.01",
      uraian_item: "Pekerja",
      satuan_item: "OH",
      before: "0.000080",
      after: "83349.123456",
      baris: 12,
    },
    {
      outcome: "removed",
      kategori: "BHN",
      kode_item: null,
      uraian_item: "Pasir",
      satuan_item: " ",
      before: "1.000000",
      after: null,
      baris: null,
    },
  ],
};

const line: ImportLine = {
  id: 7,
  kind: "ahsp",
  fileName: "SNI_2025_AHSP.xlsx",
  via: "portal",
  by: "Sari",
  state: "open",
  expiresAt: "2026-11-23T07:05:00Z",
  createdAt: "2026-11-21T07:05:00Z",
  reverts: null,
  revertedBy: null,
  counts: { new: 13_700, changed: 50, unchanged: 7, rejected: 8 },
  reverted: null,
  effect: { ahsp: { before: 17, after: 2305 }, rincian: { before: 0, after: 13_757 } },
};

/** Imports in the history: of a file, taken back, a revert, of companies, without effect, not read yet. */
export const lines: ImportLine[] = [
  line,
  { ...line, expiresAt: null, revertedBy: 8 },
  { ...line, counts: null, reverts: 7, reverted: { replaced: 1200, removed: 17, restored: 3 } },
  { ...line, kind: "companies", effect: null },
  { ...line, counts: { new: 0, changed: 0, unchanged: 13_757, rejected: 0 }, effect: null, by: null, via: "command" },
  { ...line, counts: null, effect: null },
];
