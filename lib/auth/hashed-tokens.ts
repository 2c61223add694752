import "server-only";
import type { DBAdapter, DBTransactionAdapter, Where } from "better-auth";
import { hashToken } from "@/lib/auth/tokens";

/**
 * A better-auth adapter that keeps session tokens as hashes: the table never holds what the cookie holds, so a copy
 * of the database opens no session. Looking up by token hashes the token asked for; a row that was found or created
 * by its raw token is given back with it, because better-auth goes on to write it into the cookie. Rows found in
 * another way (by person) carry the hash, which opens nothing: code that ends sessions does so by id, not by token.
 */
export function withHashedTokens(adapter: DBAdapter): DBAdapter {
  return {
    ...wrap(adapter),
    transaction: (run) => adapter.transaction((trx) => run(wrap(trx))),
  };
}

function wrap<A extends DBTransactionAdapter>(adapter: A): A {
  const hashed: Pick<
    DBTransactionAdapter,
    "create" | "findOne" | "findMany" | "count" | "update" | "updateMany" | "delete" | "deleteMany" | "consumeOne"
  > = {
    create: async (query) => {
      const raw = query.model === "session" ? tokenOf(query.data) : undefined;
      const created = await adapter.create({ ...query, data: hashedData(query.model, query.data) });
      return withToken(created, raw) as never;
    },
    findOne: async (query) => {
      const found = await adapter.findOne({ ...query, where: hashedWhere(query.model, query.where) });
      return withToken(found, rawToken(query.model, query.where)) as never;
    },
    findMany: (query) => adapter.findMany({ ...query, where: hashedWhere(query.model, query.where) }),
    count: (query) => adapter.count({ ...query, where: hashedWhere(query.model, query.where) }),
    update: async (query) => {
      const updated = await adapter.update({
        ...query,
        where: hashedWhere(query.model, query.where),
        update: hashedData(query.model, query.update),
      });
      return withToken(updated, rawToken(query.model, query.where)) as never;
    },
    updateMany: (query) =>
      adapter.updateMany({
        ...query,
        where: hashedWhere(query.model, query.where),
        update: hashedData(query.model, query.update),
      }),
    delete: (query) => adapter.delete({ ...query, where: hashedWhere(query.model, query.where) }),
    deleteMany: (query) => adapter.deleteMany({ ...query, where: hashedWhere(query.model, query.where) }),
    consumeOne: (query) => adapter.consumeOne({ ...query, where: hashedWhere(query.model, query.where) }),
  };
  return { ...adapter, ...hashed };
}

function hashedData<D extends object>(model: string, data: D): D {
  const token = model === "session" ? tokenOf(data) : undefined;
  return token === undefined ? data : { ...data, token: hashToken(token) };
}

function hashedWhere(model: string, where: Where[] = []): Where[] {
  if (model !== "session") return where;
  return where.map((condition) => (condition.field === "token" ? hashedCondition(condition) : condition));
}

function hashedCondition(condition: Where): Where {
  const { value } = condition;
  if (typeof value === "string") return { ...condition, value: hashToken(value) };
  if (Array.isArray(value)) return { ...condition, value: value.map((token) => hashToken(String(token))) };
  return condition;
}

function rawToken(model: string, where: Where[] | undefined): string | undefined {
  if (model !== "session") return undefined;
  const value = where?.find((condition) => condition.field === "token" && (condition.operator ?? "eq") === "eq")?.value;
  return typeof value === "string" ? value : undefined;
}

function tokenOf(data: object): string | undefined {
  return "token" in data && typeof data.token === "string" ? data.token : undefined;
}

function withToken(row: unknown, token: string | undefined): unknown {
  return token !== undefined && typeof row === "object" && row !== null ? { ...row, token } : row;
}
