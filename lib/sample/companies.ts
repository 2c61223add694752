import { generator, MAX_FILE_BYTES } from "./generate";

export interface CompaniesSize {
  companies: number;
  /** Technologies of a company, on average. */
  technologies: number;
}

const HEADER = "name;domain;technologies\n";
const SEED = 20250202;
/** Distinct technologies there may be: the real names, and versions of them. */
const MOST_DISTINCT = 20_000;
const NAMES = [
  "React",
  "Vue",
  "Angular",
  "Svelte",
  "Next.js",
  "Node.js",
  "TypeScript",
  "Go",
  "Rust",
  "Java",
  "Kotlin",
  "C#",
  "C++",
  "PHP",
  "Laravel",
  "Python",
  "Django",
  "Ruby on Rails",
  "PostgreSQL",
  "MySQL",
  "Redis",
  "Kafka",
  "Kubernetes",
  "Terraform",
] as const;

/**
 * Sample companies as csv files, always the same for the same size; each file is complete by itself.
 * @param maxBytes of one file
 * @throws RangeError when there is no company
 */
export function* sampleCompanies(
  { companies, technologies }: CompaniesSize,
  maxBytes = MAX_FILE_BYTES,
): Generator<Buffer> {
  if (companies < 1 || technologies < 0) throw new RangeError("sample data needs at least one company");
  const random = generator(SEED);
  const distinct = Math.min(MOST_DISTINCT, Math.max(NAMES.length, companies));
  let file = HEADER;
  for (let n = 1; n <= companies; n++) {
    const row = `Contoh Perusahaan ${n};contoh-${n}.test;${listOf(technologies, distinct, random).join(",")}\n`;
    // The text is ASCII: its length is its size.
    if (file !== HEADER && file.length + row.length > maxBytes) {
      yield Buffer.from(file);
      file = HEADER;
    }
    file += row;
  }
  yield Buffer.from(file);
}

/** Few technologies are used by many, most by few, as in life. */
function listOf(average: number, distinct: number, random: () => number): string[] {
  const count = Math.min(distinct, Math.round(average * (0.5 + random())));
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(distinct * random() ** 3));
  return [...chosen].map((index) => {
    const version = Math.floor(index / NAMES.length);
    return `${NAMES[index % NAMES.length]}${version === 0 ? "" : ` ${version}`}`;
  });
}
