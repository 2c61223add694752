import { z } from "zod";
import { splitNames } from "./names";
import { MAX_COMPANIES, MAX_LIMIT, MAX_NAME, MAX_OFFSET, MAX_SEARCH, ORDERINGS } from "./types";

/**
 * What GET /api/v1/technologies takes and answers. The route checks and answers with these schemas, and the OpenAPI
 * document is made from them: descriptions are what its readers see, in Indonesian and English.
 */

export const TECHNOLOGIES_PATH = "/api/v1/technologies";

/** A parameter comes as text. What does not look like a whole number stays text, which the schema then refuses. */
const wholeNumber = (schema: z.ZodInt) =>
  z.preprocess((given) => (typeof given === "string" && /^[0-9]{1,9}$/.test(given) ? Number(given) : given), schema);
const flag = z.preprocess((given) => (given === "true" ? true : given === "false" ? false : given), z.boolean());
/** PostgreSQL text holds no NUL. */
const noNul = (text: string) => !text.includes("\0");

export const technologiesParameters = z
  .strictObject({
    distinct: flag
      .default(true)
      .describe(
        "true: setiap teknologi sekali. false: satu entri per perusahaan dan teknologi; wajib dengan company. / " +
          "true: each technology once. false: one entry per company and technology; requires company.",
      ),
    company: z
      .preprocess(
        (given) => (given === undefined ? given : [given].flat().flatMap((one) => splitNames(String(one)))),
        z.array(z.string().min(1).max(MAX_NAME).refine(noNul)).max(MAX_COMPANIES).optional(),
      )
      .describe(
        "Nama perusahaan yang persis; boleh diulang atau dipisahkan koma. Koma atau garis miring terbalik di dalam " +
          "nama ditulis \\, dan \\\\ (juga bila diulang). Hasil dan jumlahnya hanya dari perusahaan ini. / " +
          "Exact names of companies, repeated or separated by commas. A comma or backslash within a name is written " +
          "\\, and \\\\ (also when repeated). Results and counts are of these companies only.",
      ),
    search: z
      .string()
      .max(MAX_SEARCH)
      .refine(noNul)
      .default("")
      .describe(
        "Bagian dari nama teknologi, tanpa membedakan huruf besar dan kecil; setiap karakter dibaca apa adanya. / " +
          "Part of the technology's name, whatever its case; every character stands for itself.",
      ),
    ordering: z
      .enum(ORDERINGS)
      .default("value")
      .describe("Menurut nama, maju atau mundur (-value). / By name, forwards or backwards (-value)."),
    limit: wholeNumber(z.int().min(1).max(MAX_LIMIT))
      .default(25)
      .describe("Jumlah hasil paling banyak. / Results at most."),
    offset: wholeNumber(z.int().min(0).max(MAX_OFFSET)).default(0).describe("Hasil yang dilewati. / Results to skip."),
  })
  .refine(({ distinct, company }) => distinct !== false || company !== undefined, {
    path: ["company"],
    message: "REQUIRED",
    // Told together with everything else that is wrong.
    when: () => true,
  });
export type TechnologiesParameters = z.output<typeof technologiesParameters>;

const technology = z.object({
  value: z.string().describe("Nama teknologi / Name of the technology"),
  company_count: z
    .int()
    .min(1)
    .describe(
      "Perusahaan yang memakainya: semua, atau di antara yang diminta / Companies that use it: all, or among those asked for",
    ),
});
const entry = z.object({
  value: technology.shape.value,
  company: z.object({ uuid: z.uuid(), name: z.string() }),
});

const link = (description: string) => z.string().nullable().describe(description);
const page = z.object({
  next: link(
    "Path halaman berikutnya dengan parameter yang sama; null di akhir, atau bila offset-nya melewati batas. / " +
      "Path of the next page with the same parameters; null at the end, or where its offset would exceed the limit.",
  ),
  previous: link("Path halaman sebelumnya; null di awal. / Path of the previous page; null at the beginning."),
  has_more: z.boolean().describe("Masih ada hasil sesudah halaman ini. / More results follow this page."),
});

/** The answer to distinct=true. */
export const technologyPage = page.extend({ results: z.array(technology) });
/** The answer to distinct=false. */
export const entryPage = page.extend({ results: z.array(entry) });

/** Values of the header X-Data-Source. */
export const dataSource = z
  .enum(["view", "live"])
  .describe("view: dari snapshot. live: dibaca langsung saat ini. / view: from the snapshot. live: read just now.");

/** Paths of the pages around the one at `url`; every other parameter stays as it was given. */
export function pageLinks(
  url: URL,
  { limit, offset }: { limit: number; offset: number },
  hasMore: boolean,
): { next: string | null; previous: string | null } {
  const to = (start: number) => {
    const search = new URLSearchParams(url.search);
    search.set("limit", String(limit));
    search.set("offset", String(start));
    return `${TECHNOLOGIES_PATH}?${search}`;
  };
  return {
    next: hasMore && offset + limit <= MAX_OFFSET ? to(offset + limit) : null,
    previous: offset > 0 ? to(Math.max(0, offset - limit)) : null,
  };
}
