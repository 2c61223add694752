import zlib from "node:zlib";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { PortalError } from "@/lib/errors";
import { storableText } from "@/lib/format/text";
import { damaged, type Limits, tooComplex } from "./limits";

/** A zip whose directory has passed every limit. Part names are compared without regard to case, as OPC asks. */
export class Archive {
  readonly #entries: Map<string, Entry>;
  readonly #zip: ZipFile;

  private constructor(zip: ZipFile, entries: Map<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws PortalError FILE_INCOMPLETE, FILE_DAMAGED, FILE_ENCRYPTED, FILE_EXPANDS_TOO_MUCH, FILE_TOO_COMPLEX */
  static async open(bytes: Buffer, limits: Limits): Promise<Archive> {
    const zip = await openZip(bytes);
    return new Archive(zip, await readDirectory(zip, limits));
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase());
  }

  /**
   * Text of a part, piece by piece. A part whose size, checksum or encoding is wrong fails at its end, so nothing that
   * was read from it may be used before the iteration has finished.
   * @throws PortalError FILE_DAMAGED (part), FILE_EXPANDS_TOO_MUCH (part)
   */
  async *text(part: string, maxBytes: number): AsyncGenerator<string, void, undefined> {
    const entry = this.#entries.get(part.toLowerCase());
    if (!entry) throw damaged(part);
    if (entry.uncompressedSize > maxBytes)
      throw new PortalError("FILE_EXPANDS_TOO_MUCH", { part: storableText(entry.fileName, 100) });
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let crc = 0;
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        crc = zlib.crc32(chunk, crc);
        const text = decoder.decode(chunk, { stream: true });
        if (text) yield text;
      }
      const rest = decoder.decode();
      if (rest) yield rest;
    } catch (error) {
      throw error instanceof PortalError ? error : damaged(entry.fileName, "", error);
    }
    if (crc !== entry.crc32) throw damaged(entry.fileName);
  }
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
    fromBuffer(bytes, options, (error, zip) => {
      if (!error) resolve(zip);
      // The directory stands at the end of a zip: without it the file was cut off.
      else if (error.message.startsWith("End of central directory")) reject(new PortalError("FILE_INCOMPLETE"));
      else reject(damaged("zip", "", error));
    });
  });
}

function readDirectory(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let totalBytes = 0;
    const admit = (entry: Entry): void => {
      const name = entry.fileName.toLowerCase();
      if (entry.isEncrypted()) throw new PortalError("FILE_ENCRYPTED");
      if (entries.size >= limits.zipEntries) throw tooComplex("zip_entries", limits.zipEntries, "zip");
      if (entries.has(name)) throw damaged(entry.fileName);
      const expands = new PortalError("FILE_EXPANDS_TOO_MUCH", { part: storableText(entry.fileName, 100) });
      totalBytes += entry.uncompressedSize;
      if (entry.uncompressedSize > limits.partBytes || totalBytes > limits.totalBytes) throw expands;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (entry.uncompressedSize > limits.ratioFromBytes && ratio > limits.ratio) throw expands;
      entries.set(name, entry);
    };
    zip.on("error", (error: Error) => {
      reject(error.message.includes("encryption") ? new PortalError("FILE_ENCRYPTED") : damaged("zip", "", error));
    });
    zip.on("end", () => resolve(entries));
    zip.on("entry", (entry: Entry) => {
      try {
        admit(entry);
      } catch (error) {
        return reject(error);
      }
      zip.readEntry();
    });
    zip.readEntry();
  });
}
