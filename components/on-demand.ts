import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/**
 * A component whose script is fetched when it is shown first. When that cannot be had, because the portal was renewed
 * since the page was opened, the page is loaded again: its URL holds what it shows.
 */
export function onDemand<P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch {
      location.reload();
      return { default: () => null };
    }
  });
}
