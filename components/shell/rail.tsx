"use client";

import { DatabaseZap, FileUp, Info, Layers, LayoutGrid, type LucideIcon, TableProperties, Users } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

interface Room {
  path: string;
  name: "overview" | "ahsp" | "imports" | "views" | "technologies" | "users" | "about";
  /** Where its name is too long for the bar of a phone: `shell.short.<name>`, a part of it. */
  short?: "views";
  icon: LucideIcon;
  adminOnly?: boolean;
}

const ROOMS: readonly Room[] = [
  { path: "/", name: "overview", icon: LayoutGrid },
  { path: "/ahsp", name: "ahsp", icon: TableProperties },
  { path: "/imports", name: "imports", icon: FileUp },
  { path: "/views", name: "views", short: "views", icon: DatabaseZap },
  { path: "/technologies", name: "technologies", icon: Layers },
  { path: "/users", name: "users", icon: Users, adminOnly: true },
  { path: "/about", name: "about", icon: Info },
];

const isIn = (path: string, room: Room) =>
  room.path === "/" ? path === "/" : path === room.path || path.startsWith(`${room.path}/`);

/** The way around the portal: a narrow rail, on a phone a bar at the bottom. */
export function Rail({ admin }: { admin: boolean }) {
  const t = useTranslations("shell");
  const path = usePathname();
  return (
    <nav
      aria-label={t("navigation")}
      className="no-print fixed inset-x-0 bottom-0 z-40 flex overflow-x-auto border-line border-t bg-raised sm:sticky sm:top-0 sm:h-dvh sm:w-20 sm:shrink-0 sm:flex-col sm:overflow-visible sm:border-t-0 sm:border-r sm:bg-page sm:py-2"
    >
      <Link
        href="/"
        className="hidden h-12 items-center justify-center font-semibold text-accent tracking-tight sm:flex"
        aria-label="Portal AHSP"
      >
        AHSP
      </Link>
      {ROOMS.filter((room) => admin || !room.adminOnly).map((room) => (
        <Link
          key={room.path}
          href={room.path}
          prefetch={false}
          aria-current={isIn(path, room) ? "page" : undefined}
          aria-label={room.short ? t(`rooms.${room.name}`) : undefined}
          className="flex min-h-14 min-w-fit flex-1 flex-col items-center justify-center gap-1 px-0.5 text-[0.6875rem] text-soft leading-4 hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:font-semibold aria-[current=page]:text-accent sm:mx-2 sm:flex-none sm:rounded-md sm:aria-[current=page]:bg-accent-soft"
        >
          <room.icon aria-hidden className="size-[1.125rem]" strokeWidth={1.75} />
          {room.short ? t(`short.${room.short}`) : t(`rooms.${room.name}`)}
        </Link>
      ))}
    </nav>
  );
}

/** Name of the room one is in, for the top line. */
export function Place() {
  const t = useTranslations("shell");
  const path = usePathname();
  const room = ROOMS.find((one) => isIn(path, one));
  return <p className="truncate font-medium max-sm:hidden">{room ? t(`rooms.${room.name}`) : t("product")}</p>;
}
