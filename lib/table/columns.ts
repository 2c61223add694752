import type { TableSpec } from "./spec";

/** All columns in the order of the definition; the first leads to the row and is always shown. */
export function allColumns(spec: TableSpec): readonly string[] {
  return Object.keys(spec.columns);
}

/** The columns that a list of names asks for, in its order: what is unknown or repeated is left out. None: all. */
export function chosenColumns(spec: TableSpec, names: readonly string[]): readonly string[] {
  const known = [...new Set(names)].filter((name) => Object.hasOwn(spec.columns, name));
  const [first = ""] = allColumns(spec);
  return known.length ? [first, ...known.filter((name) => name !== first)] : allColumns(spec);
}

/** Are these all columns in the order of the definition? */
export function areUsual(spec: TableSpec, columns: readonly string[]): boolean {
  return columns.join() === allColumns(spec).join();
}

/** The shown columns in their order and, among them, the hidden ones: each after the one it follows by definition. */
export function withHidden(spec: TableSpec, columns: readonly string[]): readonly string[] {
  const all = allColumns(spec);
  return all.reduce<readonly string[]>(
    (found, name, index) =>
      found.includes(name) ? found : found.toSpliced(found.indexOf(all[index - 1] ?? "") + 1, 0, name),
    columns,
  );
}

/** Shows a hidden column, hides a shown one; the first stays. */
export function toggleColumn(spec: TableSpec, columns: readonly string[], name: string): readonly string[] {
  if (name === allColumns(spec)[0]) return columns;
  return withHidden(spec, columns).filter((one) => (one === name) !== columns.includes(one));
}

/** The column moved by so many places among the shown ones, never before the first. */
export function moveColumn(columns: readonly string[], name: string, by: 1 | -1): readonly string[] {
  const from = columns.indexOf(name);
  const to = from + by;
  return from < 1 || to < 1 || to >= columns.length ? columns : columns.toSpliced(from, 1).toSpliced(to, 0, name);
}
