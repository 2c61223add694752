/** Value of Content-Disposition for a download. The name is only ever a suggestion to the browser. */
export function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

/** "harga.xlsx", "diperiksa", "xlsx" → "harga-diperiksa.xlsx"; whatever the name ended in before. */
export function derivedName(fileName: string, suffix: string, extension: string): string {
  return `${fileName.replace(/\.(?:xlsx|csv|txt)$/i, "")}-${suffix}.${extension}`;
}
