import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy } from "@/lib/security-headers.js";

/**
 * Refuses what is plainly a request of another site, and gives every page a Content-Security-Policy with a nonce of its own. Next reads it from the request's header and puts
 * the nonce on its scripts and styles, so pages must be rendered per request. It decides nothing about who may see
 * what: that is asked where data is read (requirePerson, action, route).
 */
export function proxy(request: NextRequest): NextResponse {
  // Of server actions only those that come from elsewhere get here (see the matcher).
  if (request.headers.has("next-action")) return NextResponse.json({ code: "CROSS_SITE" }, { status: 403 });
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-portal-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

// A request that comes through here has its body cut at 10 MB without a word. So server actions (uploads among them)
// and /api stay outside, with headers from next.config.js; but an action whose headers tell alone that no page of the
// portal sent it never gets further. lib/action.ts looks at all of them again, and at the Origin's host.
export const config = {
  matcher: [
    { source: "/((?!api/|_next/|favicon.ico).*)", missing: [{ type: "header", key: "next-action" }] },
    {
      source: "/:path*",
      has: [
        { type: "header", key: "next-action" },
        { type: "header", key: "sec-fetch-site", value: "cross-site|same-site|none" },
      ],
    },
    {
      source: "/:path*",
      has: [
        { type: "header", key: "next-action" },
        { type: "header", key: "origin", value: "null" },
      ],
    },
    {
      source: "/:path*",
      has: [{ type: "header", key: "next-action" }],
      missing: [{ type: "header", key: "origin" }],
    },
  ],
};
