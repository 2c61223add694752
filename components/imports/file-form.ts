/** A file as it is sent: with what the browser knows of it, so that a body that was cut on its way is noticed. */

export const MAX_BYTES = 50 * 2 ** 20;

/** Adds the file, a key of this upload, its size and, where the browser can tell, its sha256 to a form. */
export async function addFile(form: FormData, file: File): Promise<void> {
  form.set("file", file);
  form.set("uploadKey", newKey());
  form.set("sizeBytes", String(file.size));
  form.set("sha256", await sha256(file));
}

/** A random UUID. crypto.randomUUID and subtle exist on https and localhost only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function sha256(file: File): Promise<string> {
  if (!crypto.subtle) return "";
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** An action that leads to another page ends by throwing; the browser is on its way there. */
export function isLeaving(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_REDIRECT");
}
