import type { LineOrigin } from "@/lib/imports/origin";

/** Text of a cell as the file holds it; "–" for an empty one. */
export function cellText(cell: LineOrigin["cell"]): string {
  if (cell === null || cell === "") return "–";
  if (typeof cell !== "object") return String(cell);
  if ("date" in cell) return String(cell.date);
  return "error" in cell ? cell.error : "=";
}

/** How a koefisien was made of its cell: messages `ahsp.cell.reads`. null: by a person, or nothing is known of it. */
export function readAs({ kept, cell, numberFormat, repairedFrom }: LineOrigin): "number" | "comma" | "point" | null {
  if (!kept || repairedFrom !== null) return null;
  if (typeof cell === "number") return "number";
  // Whole numbers as text read the same either way.
  return typeof cell === "string" && /[.,]/.test(cell) && numberFormat !== "stored" ? numberFormat : null;
}
