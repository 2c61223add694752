import { Readable, Transform } from "node:stream";
import zlib from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile as SourceZip } from "yauzl";
import { ZipFile } from "yazl";
import { damaged, type Limits } from "@/lib/imports/read/limits";
import { xmlReader } from "@/lib/imports/read/xml";
import type { Archive } from "@/lib/imports/read/zip";

/** A part and its text in pieces. */
export type NewPart = [name: string, pieces: Iterable<string> | AsyncIterable<string>];

const PIECE_CHARS = 64 * 1024;

/**
 * The whole text of a part that is well-formed XML; null when there is no such part.
 * @throws PortalError FILE_DAMAGED, FILE_EXPANDS_TOO_MUCH, FILE_TOO_COMPLEX
 */
export async function readPart(
  archive: Archive,
  part: string,
  limits: Limits,
  maxBytes: number = limits.metaBytes,
): Promise<string | null> {
  if (!archive.has(part)) return null;
  const pieces: string[] = [];
  for await (const text of strictText(archive, part, limits, maxBytes)) pieces.push(text);
  return pieces.join("");
}

/** Text of a part in pieces, checked on the way to be well-formed. @throws PortalError as readPart does */
export async function* strictText(
  archive: Archive,
  part: string,
  limits: Limits,
  maxBytes: number,
): AsyncGenerator<string, void, undefined> {
  const reader = xmlReader(part, {}, limits);
  for await (const text of archive.text(part, maxBytes)) {
    reader.write(text);
    yield text;
  }
  reader.close();
}

/** Names of the parts of a zip as they are written, in their order. @param bytes that Archive.open has let pass */
export async function partNames(bytes: Buffer): Promise<string[]> {
  return (await entriesOf(bytes)).entries.map(({ fileName }) => fileName);
}

/**
 * A zip in which some parts are new, and all others hold the bytes that they held.
 * @param bytes a zip that Archive.open has let pass
 * @param first the part that stands before all others
 * @param left names of parts that are left out
 * @param last parts that come after all others; each is asked for when the one before is written
 * @throws PortalError FILE_DAMAGED: a part does not have its checksum
 */
export async function replaceParts(
  bytes: Buffer,
  { first, left, last }: { first: NewPart; left: readonly string[]; last: AsyncIterable<NewPart> },
): Promise<Buffer> {
  const { zip, entries } = await entriesOf(bytes);
  const leftOut = new Set([...left, first[0]].map((name) => name.toLowerCase()));
  const target = new ZipFile();
  const written = collect(target);
  const fill = async (): Promise<Buffer> => {
    await write(target, first);
    for (const entry of entries) if (!leftOut.has(entry.fileName.toLowerCase())) copy(zip, entry, target);
    for await (const part of last) await write(target, part);
    target.end();
    return written;
  };
  // What fails while it is written is told by the target: then nothing that is waited for here comes.
  return Promise.race([written, fill()]);
}

function copy(zip: SourceZip, entry: Entry, target: ZipFile): void {
  const mtime = entry.getLastModDate({ forceDosFormat: true });
  if (entry.fileName.endsWith("/")) {
    target.addEmptyDirectory(entry.fileName, { mtime, forceDosTimestamp: true });
    return;
  }
  const options = { mtime, compress: entry.compressionMethod !== 0, forceDosTimestamp: true };
  const fail = (error: unknown) => void target.emit("error", error);
  target.addReadStreamLazy(entry.fileName, options, (done) => {
    zip.openReadStreamPromise(entry).then(
      (stream) => done(null, checked(stream, entry, fail)),
      (error) => fail(damaged(entry.fileName, "", error)),
    );
  });
}

/** Until all its pieces are taken. */
function write(target: ZipFile, [name, pieces]: NewPart): Promise<void> {
  return new Promise((resolve) => {
    // The time is no part of what is said: the same file comes out every time.
    const options = { mtime: new Date(2025, 0, 1), forceDosTimestamp: true };
    target.addReadStreamLazy(name, options, (done) => {
      const stream = Readable.from(encoded(pieces), { objectMode: false });
      stream.on("error", (error) => target.emit("error", error));
      stream.on("end", resolve);
      done(null, stream);
    });
  });
}

async function* encoded(pieces: NewPart[1]): AsyncGenerator<Buffer, void, undefined> {
  let waiting = "";
  for await (const piece of pieces) {
    waiting += piece;
    if (waiting.length < PIECE_CHARS) continue;
    yield Buffer.from(waiting);
    waiting = "";
  }
  if (waiting) yield Buffer.from(waiting);
}

async function entriesOf(bytes: Buffer) {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
  const zip = await fromBufferPromise(bytes, options);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return { zip, entries };
}

/** The bytes of an entry, which must have its checksum: the new one would hide that they were changed. */
function checked(stream: Readable, entry: Entry, fail: (error: unknown) => void): Readable {
  let crc = 0;
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      crc = zlib.crc32(chunk, crc);
      done(null, chunk);
    },
    flush(done) {
      done(crc === entry.crc32 ? null : damaged(entry.fileName));
    },
  });
  stream.on("error", (error) => fail(damaged(entry.fileName, "", error)));
  check.on("error", fail);
  return stream.pipe(check);
}

function collect(zip: ZipFile): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.on("error", reject);
    zip.outputStream.on("error", reject);
    zip.outputStream.on("data", (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on("end", () => resolve(Buffer.concat(chunks)));
  });
}
