import "server-only";

/**
 * Does this request come from a page of this portal? Browsers state a request's origin in headers that no page can
 * forge, and their answer must be there and be ours: a missing or "null" Origin is refused as well.
 *
 * Ours is the origin of PORTAL_URL when it is set. Otherwise the address that the request was sent to: another site
 * can make a browser send a request, but not with a Host (or X-Forwarded-Host, which Next fills in) of its choosing.
 */
export function isSameOrigin(headers: Headers, portalUrl: string | undefined): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = parseOrigin(headers.get("origin"));
  if (!origin) return false;
  if (portalUrl !== undefined) return origin.origin === new URL(portalUrl).origin;
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim() || headers.get("host");
  return origin.host === host?.toLowerCase();
}

function parseOrigin(value: string | null): URL | null {
  if (value === null || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === "http:" || url.protocol === "https:" ? url : null;
}
