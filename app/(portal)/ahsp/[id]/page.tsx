import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { editAhsp, editLine } from "@/app/(portal)/ahsp/actions";
import { AhspSheet } from "@/components/ahsp/ahsp-sheet";
import { FailureNotice } from "@/components/failure";
import { readAhsp } from "@/lib/ahsp/ahsp";
import { readEdits } from "@/lib/ahsp/edits";
import { attempt } from "@/lib/attempt";
import { roleAtLeast } from "@/lib/auth/roles";
import { requirePerson } from "@/lib/auth/session";
import { readOrigin } from "@/lib/imports/origin";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ahsp"))("title") };
}

/** Ids are 32-bit; anything else names no AHSP. */
function idOf(text: string): number | null {
  return /^[1-9][0-9]{0,9}$/.test(text) && Number(text) <= 2_147_483_647 ? Number(text) : null;
}

/** One AHSP with its lines. */
export default async function AhspPage({ params }: { params: Promise<{ id: string }> }) {
  const person = await requirePerson();
  const id = idOf((await params).id);
  if (id === null) notFound();
  const answer = await attempt("AHSP page", async () => {
    const [found, origin, edits] = await Promise.all([readAhsp(id), readOrigin(id), readEdits(id)]);
    return found && { ...found, origin, edits };
  });
  if (!answer.ok)
    return (
      <div className="p-4 sm:p-8">
        <FailureNotice failure={answer.failure} />
      </div>
    );
  if (!answer.data) notFound();
  const actions = roleAtLeast(person.role, "staff") ? { editLine, editAhsp } : undefined;
  return <AhspSheet {...answer.data} actions={actions} />;
}
