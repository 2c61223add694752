import { Suspense } from "react";
import { signOut } from "@/app/(portal)/account/actions";
import { refreshStats } from "@/app/(portal)/actions";
import { setPreferences } from "@/app/actions/preferences";
import { Follow } from "@/components/follow";
import { Freshness } from "@/components/shell/freshness";
import { PersonMenu } from "@/components/shell/person-menu";
import { Place, Rail } from "@/components/shell/rail";
import { attempt } from "@/lib/attempt";
import { roleAtLeast } from "@/lib/auth/roles";
import { requirePerson } from "@/lib/auth/session";
import { readViewState } from "@/lib/views/state";

/** The room around every page of a signed-in person: rail, place, freshness, person. */
export default async function PortalLayout({ children }: { children: React.ReactNode }) {
  const person = await requirePerson();
  return (
    <div className="flex min-h-dvh flex-col sm:flex-row">
      <Rail admin={person.role === "admin"} />
      <div className="flex min-w-0 flex-1 flex-col pb-16 sm:pb-0">
        <header className="no-print flex min-h-12 items-center gap-2 border-line border-b px-4 sm:px-8">
          <Place />
          <div className="ml-auto flex items-center gap-1">
            <Suspense fallback={null}>
              <SnapshotAge refresh={roleAtLeast(person.role, "staff") ? refreshStats : null} />
            </Suspense>
            <PersonMenu
              name={person.name}
              email={person.email}
              role={person.role}
              setPreferences={setPreferences}
              signOut={signOut}
            />
          </div>
        </header>
        <main className="min-w-0 flex-1">{children}</main>
        <Follow />
      </div>
    </div>
  );
}

async function SnapshotAge({ refresh }: { refresh: typeof refreshStats | null }) {
  const state = await attempt("freshness", () => readViewState("referensi_ahsp_stats"));
  return state.ok ? <Freshness state={state.data} refresh={refresh} /> : null;
}
