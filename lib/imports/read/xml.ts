import { SaxesParser } from "saxes";
import { PortalError } from "@/lib/errors";
import { damaged, type Limits, tooComplex } from "./limits";
import type { Archive } from "./zip";

export type Attributes = Record<string, string>;

/** Element names come without their prefix. Text arrives whole between two tags, or in pieces around CDATA. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Strict XML in pieces: not well-formed, a DOCTYPE, an encoding other than UTF-8 → FILE_DAMAGED; too deep, or too much
 * between two tags → FILE_TOO_COMPLEX. `close` must be called at the end: it is what notices a document cut in half.
 */
export function xmlReader(
  part: string,
  handler: XmlHandler,
  limits: Limits,
): { write(text: string): void; close(): void } {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let run = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw damaged(part);
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw damaged(part);
  });
  parser.on("opentag", (tag) => {
    run = 0;
    if (++depth > limits.xmlDepth) throw tooComplex("xml", limits.xmlDepth, part);
    // Plain strings, because namespaces are not tracked.
    handler.open?.(localName(tag.name), tag.attributes as Attributes);
  });
  parser.on("closetag", (tag) => {
    run = 0;
    depth--;
    handler.close?.(localName(tag.name));
  });
  if (handler.text) {
    const text = handler.text.bind(handler);
    parser.on("text", text);
    parser.on("cdata", text);
  }
  const strictly = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      throw error instanceof PortalError ? error : damaged(part, "", error);
    }
  };
  return {
    write(text) {
      strictly(() => parser.write(text));
      // Reset by every tag, so what it holds after a piece is at most what has come since the last tag.
      run += text.length;
      if (run > limits.xmlRunChars + text.length) throw tooComplex("xml", limits.xmlRunChars, part);
    },
    close: () => strictly(() => void parser.close()),
  };
}

/** Reads a whole part of the archive. @throws PortalError as `xmlReader` and `Archive.text` do */
export async function readXml(
  archive: Archive,
  part: string,
  maxBytes: number,
  handler: XmlHandler,
  limits: Limits,
): Promise<void> {
  const reader = xmlReader(part, handler, limits);
  for await (const text of archive.text(part, maxBytes)) reader.write(text);
  reader.close();
}

/** Value of the attribute with this local name that has a prefix (`r:id`). */
export function prefixed(attributes: Attributes, local: string): string | undefined {
  for (const name in attributes) if (name.endsWith(`:${local}`)) return attributes[name];
  return undefined;
}

function localName(name: string): string {
  const at = name.indexOf(":");
  return at < 0 ? name : name.slice(at + 1);
}
