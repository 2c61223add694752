import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { choosePort } from "@/bin/server/web";

const HOST = "127.0.0.1";
const servers: net.Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function takenPort(): Promise<number> {
  const server = net.createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return (server.address() as net.AddressInfo).port;
}

describe("the portal's port", () => {
  test("is a free one for 0", async () => {
    expect(await choosePort(HOST, 0, true)).toBeGreaterThan(1023);
  });

  test("is never another than the one that somebody chose", async () => {
    const taken = await takenPort();
    await expect(choosePort(HOST, taken, true)).rejects.toThrow(`Port ${taken} is taken`);
  });

  test("is the next free one when another program has the usual one", async () => {
    const taken = await takenPort();
    expect(await choosePort(HOST, taken, false)).toBeGreaterThan(taken);
  });

  test("cannot be had on an address that is not this machine's", async () => {
    await expect(choosePort("203.0.113.1", 0, true)).rejects.toThrow("203.0.113.1");
  });
});
