/** Puts a text on the clipboard, and says whether it is there. */
export async function copyText(text: string): Promise<"copied" | "failed"> {
  try {
    // Missing on pages that did not come over https or from this machine.
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "failed";
  }
}
