/** Rows of a file of companies → companies and findings. Every row ends in exactly one outcome. */

import { PortalError } from "@/lib/errors";
import type { FieldRow, Header } from "@/lib/imports/layout";
import { RowReader } from "@/lib/imports/row-reader";
import type { CompaniesAnalysis, ParsedCompany } from "@/lib/imports/types";
import { readTechnologies } from "./technologies";

/** Takes the rows one by one, then finishes. Memory: one object a company; repeated texts are held once. */
export class CompanyChecker {
  private readonly reader: RowReader;
  private readonly companies: ParsedCompany[] = [];
  private readonly byKey = new Map<string, ParsedCompany>();
  private readonly counts = { rows: 0, headings: 0, lines: 0, duplicate_identical: 0, rejected: 0 };

  constructor(header: Header) {
    this.reader = new RowReader(header);
  }

  /** One row below the header that holds anything. */
  push(row: FieldRow): void {
    this.reader.start(row);
    this.counts.rows++;
    const company = this.read();
    if (company) this.place(company);
    else this.counts.rejected++;
  }

  /** @throws PortalError NO_ROWS, LEDGER_MISMATCH (the counts) */
  finish(): Omit<CompaniesAnalysis, "kind" | "reading"> {
    const { counts, companies } = this;
    const { findings } = this.reader;
    if (counts.rows === 0) throw new PortalError("NO_ROWS");
    counts.lines = companies.length;
    if (counts.rows !== counts.lines + counts.duplicate_identical + counts.rejected) {
      throw new PortalError("LEDGER_MISMATCH", { ...counts });
    }
    return { companies, findings, counts };
  }

  private read(): ParsedCompany | null {
    const { reader } = this;
    if (reader.row.beyond !== undefined) {
      reader.reject(null, "CELLS_BEYOND_HEADER", reader.row.beyond);
      return null;
    }
    const name = reader.required("company_name", "COMPANY_NAME_MISSING");
    const domain = reader.text("domain");
    const cell = reader.text("technologies");
    const read = typeof cell === "string" ? readTechnologies(cell) : { list: { values: [], blanks: 0, repeated: 0 } };
    if ("refused" in read) {
      reader.reject("technologies", read.refused.code, cell, read.refused.params);
      return null;
    }
    if (reader.refused || !name) return null;
    const { values, blanks, repeated } = read.list;
    if (blanks > 0) reader.remark("technologies", "TECHNOLOGY_BLANK", cell, { count: blanks });
    if (repeated > 0) reader.remark("technologies", "TECHNOLOGY_REPEATED", cell, { count: repeated });
    return {
      baris: reader.row.baris,
      name,
      domain: domain ? reader.intern(domain.toLowerCase()) : null,
      technologies: values.map((value) => reader.intern(value)),
    };
  }

  /** A company that stands in an earlier row is the same again, or a contradiction that a person has to resolve. */
  private place(company: ParsedCompany): void {
    const key = company.domain === null ? `name\0${company.name}` : `domain\0${company.domain}`;
    const first = this.byKey.get(key);
    if (!first) {
      this.byKey.set(key, company);
      this.companies.push(company);
      return;
    }
    const params = { first: first.baris };
    if (first.name === company.name && first.technologies.join("\0") === company.technologies.join("\0")) {
      this.reader.repeat("DUPLICATE_IDENTICAL", params);
      this.counts.duplicate_identical++;
      return;
    }
    const field = company.domain === null ? "company_name" : "domain";
    this.reader.reject(field, "COMPANY_TWICE", this.reader.row.fields[field], params);
    this.counts.rejected++;
  }
}
