/**
 * Headers that a browser is to obey, for every response. Two places send them: next.config.js (all responses) and
 * proxy.ts (pages: the same policy with a nonce). Plain JavaScript, because next.config.js imports it.
 */

const COMMON = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  },
];

/**
 * @param {string} nonce base64; scripts and style elements of this one page
 * @param {boolean} development allows what Next's development server needs
 * @returns {string} value of Content-Security-Policy
 */
export function pagePolicy(nonce, development) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // style="…" attributes only: widths of bars and columns.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    ...REST,
  ].join("; ");
}

const REST = [
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
];

/** For what is no page: files, JSON, answers of server actions. Should one be opened as a page, nothing in it runs. */
const STRICT_POLICY = {
  key: "Content-Security-Policy",
  value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

const NO_STORE = { key: "Cache-Control", value: "no-store" };

/**
 * For `headers()` of next.config.js. proxy.ts does not see server actions (the body of a request that it sees is cut
 * at 10 MB), files and route handlers: their policy comes from here.
 * @type {import("next/dist/lib/load-custom-routes").Header[]}
 */
export const securityHeaders = [
  { source: "/:path*", headers: COMMON },
  { source: "/:path*", has: [{ type: "header", key: "next-action" }], headers: [STRICT_POLICY, NO_STORE] },
  { source: "/api/:path*", headers: [STRICT_POLICY] },
  { source: "/_next/:path*", headers: [STRICT_POLICY] },
];
