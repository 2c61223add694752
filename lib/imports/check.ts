/** Rows of fields → jobs, lines and findings. Every row ends in exactly one outcome, and the outcomes add up. */

import { PortalError } from "@/lib/errors";
import type { Choices, Suspect } from "@/lib/imports/choices";
import { markDuplicates } from "@/lib/imports/duplicates";
import { JobBook, type JobClaim, type JobState } from "@/lib/imports/jobs";
import { type FieldRow, type Header, hasItem, isBlank } from "@/lib/imports/layout";
import { NumberEvidence } from "@/lib/imports/number-format";
import { kategoriOf, readKoefisien } from "@/lib/imports/parse";
import { RowReader, type Text } from "@/lib/imports/row-reader";
import { SuspectBook } from "@/lib/imports/suspect-book";
import type {
  AhspAnalysis,
  Cell,
  Field,
  FindingCode,
  Flags,
  Kategori,
  ParsedLine,
  Reading,
  RowCounts,
} from "@/lib/imports/types";

type Checked = Omit<AhspAnalysis, "kind" | "reading"> & Pick<Reading, "numberFormat" | "numberFormatFrom">;

/** The job that a row belongs to, as far as it can be told. */
export type Owner = JobState | null;

/**
 * Takes the rows of a file one by one, then finishes. Koefisien are read at the end, because their number format is
 * proven by the whole column. Memory: one object a line; repeated texts are held once.
 */
export class Checker {
  protected readonly reader: RowReader;
  protected readonly book = new JobBook();
  protected readonly evidence = new NumberEvidence();
  protected readonly counts: RowCounts = { rows: 0, headings: 0, lines: 0, duplicate_identical: 0, rejected: 0 };
  private kategoriEmpty = 0;

  // Item rows, side by side: the line (null once it is out), its row number, job and koefisien cell.
  protected readonly lines: (ParsedLine | null)[] = [];
  protected readonly rowNumbers: number[] = [];
  protected readonly owners: Owner[] = [];
  protected readonly koefisien: Cell[] = [];
  /** Where the koefisien stood, by position of the line, when not in the column of the header. */
  private readonly places = new Map<number, FieldRow["places"]>();

  /** Flat: the job of the row above. Block: the job that items stand under. */
  protected current: Owner = null;
  /** Block: row of the heading that items stand under, when it was rejected; else 0. */
  private rejectedHeading = 0;
  private carriedSumber: string | null;

  /** @param sumber stands in where neither a cell nor the rows above say it */
  constructor(
    header: Header,
    private readonly layout: "flat" | "block",
    protected readonly sumber: string | null = null,
  ) {
    this.reader = new RowReader(header);
    this.carriedSumber = sumber;
  }

  /** One row below the header that holds anything. */
  push(row: FieldRow): void {
    this.reader.start(row);
    this.counts.rows++;
    this.evidence.add(row.fields.koefisien, row.baris);
    if (this.layout === "flat") this.takeItem(this.flatOwner());
    else if (hasItem(row)) this.takeItem(this.blockOwner());
    else this.takeHeading();
  }

  /** A row that names columns, a section or a sum: it is counted with those that only name a job. */
  pushStructure(): void {
    this.counts.rows++;
    this.counts.headings++;
  }

  /** @throws PortalError NO_ROWS, NUMBER_FORMAT_MIXED, NUMBER_FORMAT_AMBIGUOUS, LEDGER_MISMATCH (the counts) */
  finish(declared: Choices["numberFormat"], repairs: Record<number, string> = {}): Checked {
    const { counts } = this;
    const { findings } = this.reader;
    if (counts.rows === 0) throw new PortalError("NO_ROWS");
    const format = this.evidence.decide(declared);
    const { suspectLines, suspects } = this.readAllKoefisien(format.numberFormat, repairs);
    const repeats = markDuplicates(this.lines, this.book.states.length);
    for (const { line, code, first } of repeats.found) {
      const kind = code === "DUPLICATE_IDENTICAL" ? "duplicate" : "flagged";
      findings.push({ baris: line.baris, kolom: null, field: null, kind, code, value: null, params: { first } });
    }
    const lines = this.lines.filter((line) => line !== null);
    counts.lines = lines.length;
    counts.duplicate_identical = repeats.identical;
    const outcomes = counts.headings + counts.lines + counts.duplicate_identical + counts.rejected;
    if (counts.rows + (counts.further_lines ?? 0) !== outcomes) {
      throw new PortalError("LEDGER_MISMATCH", { ...counts });
    }
    const { jobs, notes } = this.book.keep(lines);
    for (const { finding } of notes) findings.push(finding);
    findings.sort((a, b) => a.baris - b.baris);
    const noted = (code: FindingCode) => notes.filter((note) => note.finding.code === code);
    const flags: Flags = {
      conflicting_duplicates: repeats.conflicting,
      kategori_empty_rows: this.kategoriEmpty,
      suspect_decimal_separator: {
        lines: suspectLines,
        ahsp: this.book.states.reduce((sum, state) => sum + (state.suspect ? 1 : 0), 0),
      },
      one_kode_two_names: noted("ONE_KODE_TWO_NAMES").map(({ finding, kode }) => ({ row: finding.baris, kode })),
      mojibake: { ahsp_names: noted("MOJIBAKE").length },
    };
    return { ...format, jobs, lines, suspects, findings, counts, flags };
  }

  // Which job

  private flatOwner(): Owner {
    const owner = this.claimJob(this.sumber, "satuan_pekerjaan") ?? this.likelyOwner();
    this.current = owner;
    return owner;
  }

  /** A row that does not say whose it is most likely belongs to the job above, which must then not seem complete. */
  private likelyOwner(): Owner {
    const { current } = this;
    if (!current) return null;
    const kode = this.reader.peek("kode_ahsp");
    return kode === null || kode === current.job.kode_ahsp ? current : null;
  }

  private blockOwner(): Owner {
    const { kode_ahsp, nama_ahsp } = this.reader.row.fields;
    const named = !isBlank(nama_ahsp);
    if (isBlank(kode_ahsp) && !named) return this.inheritJob();
    if (!named && this.repeatsCurrentKode()) return this.inheritJob();
    return this.openJob("satuan_pekerjaan");
  }

  private repeatsCurrentKode(): boolean {
    return this.current !== null && this.reader.peek("kode_ahsp") === this.current.job.kode_ahsp;
  }

  /** An item row that leaves its job to the heading above. */
  private inheritJob(): Owner {
    const { current, reader } = this;
    if (this.rejectedHeading > 0) {
      reader.reject(null, "HEADING_REJECTED", null, { heading: this.rejectedHeading });
      return current;
    }
    if (!current) {
      reader.reject("kode_ahsp", "KODE_MISSING", null);
      return null;
    }
    const sumber = reader.text("sumber");
    const claim = this.jobTexts("satuan_pekerjaan");
    if (reader.refused) return current;
    if (sumber) this.book.contradictSumber(current, sumber, reader.note);
    this.book.merge(current, claim, reader.row.baris, reader.note);
    return current;
  }

  /** Block: a row that names a job, by itself or together with its first item. */
  private openJob(unit: Field): Owner {
    const owner = this.claimJob(this.carriedSumber, unit);
    this.rejectedHeading = this.reader.refused ? this.reader.row.baris : 0;
    this.current = owner;
    return owner;
  }

  private takeHeading(): void {
    const { fields } = this.reader.row;
    const stray = isBlank(fields.kode_ahsp) && isBlank(fields.nama_ahsp);
    let owner = this.current;
    if (stray) this.reader.reject("kode_ahsp", "KODE_MISSING", fields.kode_ahsp);
    else owner = this.openJob(this.reader.has("satuan_pekerjaan") ? "satuan_pekerjaan" : "satuan_item");
    if (this.reader.refused) this.countRejected(owner);
    else this.counts.headings++;
  }

  /**
   * Reads the job fields of the row. When they are valid the job is named by them; else the row is rejected and only
   * counts for the job, when at least its key can be read. `sumber` stands in for a blank one.
   */
  protected claimJob(sumber: string | null, unit: Field): Owner {
    const { book, reader } = this;
    const { baris, fields } = reader.row;
    const kode = reader.required("kode_ahsp", "KODE_MISSING");
    const nama = this.nama(kode, sumber);
    const given = reader.text("sumber");
    const edition = given === null ? sumber : given;
    if (edition === null) reader.reject("sumber", "SUMBER_MISSING", fields.sumber);
    if (this.layout === "block") this.carriedSumber = edition ?? null;
    const claim = this.jobTexts(unit);
    const state = kode && edition ? book.mention(edition, kode, baris) : null;
    if (state && !reader.refused) {
      book.name(state, { ...claim, nama_ahsp: nama ?? state.job.nama_ahsp }, baris, reader.note);
    }
    return state;
  }

  /** The name; in block layout an item row may leave it out when its job is known. */
  private nama(kode: Text, sumber: string | null): Text {
    if (this.layout === "block" && kode && hasItem(this.reader.row) && isBlank(this.reader.row.fields.nama_ahsp)) {
      const edition = this.reader.peek("sumber") ?? sumber;
      if (edition && this.book.find(edition, kode)?.named) return null;
    }
    return this.reader.required("nama_ahsp", "NAMA_MISSING");
  }

  private jobTexts(unit: Field): Omit<JobClaim, "nama_ahsp"> {
    return {
      klasifikasi: this.reader.text("klasifikasi") ?? null,
      sub_klasifikasi: this.reader.text("sub_klasifikasi") ?? null,
      satuan: this.reader.text("satuan_pekerjaan", unit) ?? null,
      source_file: this.reader.text("source_file") ?? null,
    };
  }

  // The item

  private takeItem(owner: Owner): void {
    const { row } = this.reader;
    const uraian = this.reader.required("uraian_item", "URAIAN_MISSING");
    const kode = this.reader.text("kode_item");
    const satuan = this.reader.text("satuan_item");
    const kategori = this.kategori();
    if (satuan === null) this.reader.remark("satuan_item", "UNIT_MISSING", row.fields.satuan_item);
    const line =
      this.reader.refused || !owner || !uraian || !kategori
        ? null
        : {
            job: owner.index,
            baris: row.baris,
            urutan: 0,
            kategori,
            kode_item: kode ?? null,
            uraian_item: uraian,
            satuan_item: satuan ?? null,
            koefisien: "",
          };
    if (owner) owner.items++;
    if (!line) this.countRejected(owner);
    const { koefisien = null } = row.fields;
    this.lines.push(line);
    this.rowNumbers.push(row.baris);
    this.owners.push(owner);
    this.koefisien.push(typeof koefisien === "string" ? this.reader.intern(koefisien) : koefisien);
    if (this.reader.isMoved("koefisien")) this.places.set(this.lines.length - 1, row.places);
  }

  private kategori(): Kategori | null {
    const text = this.reader.text("kategori");
    if (text === undefined) return null;
    if (text === null) {
      this.kategoriEmpty++;
      this.reader.remark("kategori", "KATEGORI_EMPTY", null);
      return "LAIN";
    }
    const kategori = kategoriOf(text);
    if (!kategori) this.reader.reject("kategori", "KATEGORI_UNKNOWN", text);
    return kategori;
  }

  /** Gives every line its koefisien, or rejects its row. → the cells that look as if they lost their separator, and how many of them nobody decided about */
  protected readAllKoefisien(
    format: Reading["numberFormat"],
    repairs: Record<number, string>,
  ): { suspectLines: number; suspects: Suspect[] } {
    const suspects = new SuspectBook(this.reader, repairs, this.evidence.mostlyTextDecimals());
    for (let i = 0; i < this.lines.length; i++) {
      const cell = this.koefisien[i] ?? null;
      const owner = this.owners[i] ?? null;
      const line = this.lines[i];
      this.reader.start({ baris: this.rowNumbers[i] as number, fields: {}, places: this.places.get(i) });
      const read = readKoefisien(cell, format);
      if ("refused" in read) {
        this.reader.reject("koefisien", read.refused.code, cell, read.refused.params);
        if (line) this.countRejected(owner);
        this.lines[i] = null;
        continue;
      }
      const { value, rounded } = read.koefisien;
      if (line) line.koefisien = typeof cell === "string" ? this.reader.intern(value) : value;
      if (rounded) this.reader.remark("koefisien", "KOEFISIEN_ROUNDED", cell, { stored: value });
      if (value === "0") this.reader.remark("koefisien", "KOEFISIEN_ZERO", cell);
      suspects.look(i, cell, line, owner);
    }
    return { suspectLines: suspects.open, suspects: suspects.judge(this.lines, this.book.states.length) };
  }

  protected countRejected(owner: Owner): void {
    this.counts.rejected++;
    if (owner) owner.job.rejected++;
  }
}
