import "server-only";
import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default variant) with OWASP's parameters: 19 MiB, two passes, about 30 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Without letters and digits that people mistake for each other when they copy by hand. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** False for a wrong password and for a hash that is none. */
export async function verifyPassword({ hash: known, password }: { hash: string; password: string }): Promise<boolean> {
  try {
    return await verify(known, password);
  } catch {
    return false;
  }
}

/** A first password to hand over: four groups of five, 99 bits. It satisfies the rules of input.ts. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
