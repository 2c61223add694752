import { openDatabase } from "@/lib/db/embedded";

/**
 * A process of its own that uses an embedded database: prints the URL, holds on until its input ends, and lets go.
 * node --conditions=react-server --import tsx lib/db/testing/hold.ts DATA_FOLDER
 */
const dataDir = process.argv[2];
if (!dataDir) throw new Error("which data folder?");
const database = await openDatabase({ dataDir });
process.stdout.write(`${database.url}\n`);
for await (const _ of process.stdin);
await database.close();
