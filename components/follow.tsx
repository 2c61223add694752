"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

const CONSOLE_MS = 2000;
const ELSEWHERE_MS = 10_000;

/**
 * Keeps the page as fresh as the views: asks for /views/pulse, often on the console, and lets the page be rendered
 * again when it differs. Only while somebody can see the page, and not after the session has ended. None of it counts
 * as a person's activity (lib/auth/session.ts). Mounted once, around every page.
 */
export function Follow() {
  const router = useRouter();
  const path = usePathname();
  const everyMs = path === "/views" || path.startsWith("/views/") ? CONSOLE_MS : ELSEWHERE_MS;
  const seen = useRef<string | null>(null);
  const signedOut = useRef(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking: AbortController | null = null;
    const ask = async () => {
      clearTimeout(timer);
      if (document.hidden || signedOut.current || asking) return;
      asking = new AbortController();
      const { signal } = asking;
      const pulse = await readPulse(signal);
      if (signal.aborted) return;
      asking = null;
      if (pulse === "signed out") {
        signedOut.current = true;
        return;
      }
      if (pulse !== null) {
        if (seen.current !== null && seen.current !== pulse.text) {
          markBackground();
          router.refresh();
        }
        seen.current = pulse.text;
      }
      timer = setTimeout(ask, everyMs);
    };
    const onVisible = () => void ask();
    document.addEventListener("visibilitychange", onVisible);
    void ask();
    return () => {
      clearTimeout(timer);
      asking?.abort();
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [router, everyMs]);
  return null;
}

/** @returns null when it could not be read this time */
async function readPulse(signal: AbortSignal): Promise<{ text: string } | "signed out" | null> {
  try {
    const answer = await fetch("/views/pulse", { cache: "no-store", signal, headers: { "x-portal-background": "1" } });
    if (answer.status === 401) return "signed out";
    return answer.ok ? { text: await answer.text() } : null;
  } catch {
    // The portal is out of reach; it will be asked again.
    return null;
  }
}

/** What the router asks for next is the browser's own wish: router.refresh() takes no headers. */
function markBackground(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on pages that did not come over https
  document.cookie = "portal-background=1; Max-Age=5; SameSite=Strict; Path=/";
}
