/** How this person reads tables: kept in the browser like language and theme, set by `set`. */
export interface TablePreferences {
  density: "comfortable" | "compact";
  /** Whether single characters do something. */
  shortcuts: "on" | "off";
  set(change: Partial<Pick<TablePreferences, "density" | "shortcuts">>): Promise<unknown>;
}
