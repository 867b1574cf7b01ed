import { useState } from "react";

import { answered } from "../api/client";
import { toFailure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { type Submit, useSubmit } from "../api/submit";
import { useSession } from "../session/session";

type Referral = Schemas["Referral"];

/** A change of a referral that somebody else came before: what their reader saw, and how it now is. */
export interface Overtaken {
  before: Referral;
  now: Referral;
}

export interface Change<In extends unknown[]> extends Submit<In> {
  overtaken?: Overtaken;
}

/** What happened to a referral since its reader saw it. */
export function newsOf(before: Referral, now: Referral): Referral["timeline"] {
  const seen = new Set(before.timeline.map((entry) => entry.type + entry.at));
  return now.timeline.filter((entry) => !seen.has(entry.type + entry.at));
}

/** Whether the directory alone was corrected: that reaches a referral a moment later, and leaves a decision right. */
function onlyFollowed(before: Referral, now: Referral): boolean {
  return newsOf(before, now).every((entry) => entry.type === "contact-changed");
}

/**
 * Changes a referral as its reader saw it. When somebody else came first the change is not made; what happened
 * meanwhile is read, so that it can be shown beside what was typed.
 * @param onChange is told how the referral then is
 */
export function useChange<In extends unknown[]>(
  referral: Referral,
  onChange: (referral: Referral) => void | Promise<void>,
  change: (etag: string, ...input: In) => Promise<Referral>,
): Change<In> {
  const { api } = useSession();
  const [overtaken, setOvertaken] = useState<Overtaken>();
  const submit = useSubmit(async (...input: In) => {
    setOvertaken(undefined);
    try {
      await onChange(await change(`"${referral.version}"`, ...input));
    } catch (error) {
      const failure = toFailure(error);
      if (!failure.overtaken) throw error;
      const now = await answered(api.GET("/v1/referrals/{id}", { params: { path: { id: referral.id } } }));
      if (now.version === referral.version) throw error;
      if (onlyFollowed(referral, now)) {
        await onChange(await change(`"${now.version}"`, ...input));
        return;
      }
      await onChange(now);
      setOvertaken({ before: referral, now });
    }
  });
  const clear = () => {
    setOvertaken(undefined);
    submit.clear();
  };
  return { ...submit, overtaken, clear };
}
