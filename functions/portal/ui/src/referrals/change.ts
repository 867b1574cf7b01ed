import { useRef, useState } from "react";

import { answered } from "../api/client";
import { toFailure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { type Submit, useSubmit } from "../api/submit";
import { useTell } from "../parts/done";
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
 * @param done what the page says when it is made
 */
export function useChange<In extends unknown[]>(
  referral: Referral,
  onChange: (referral: Referral) => void | Promise<void>,
  change: (etag: string, ...input: In) => Promise<Referral>,
  done?: (now: Referral, ...input: In) => string | undefined,
): Change<In> {
  const { api } = useSession();
  const tell = useTell();
  const [overtaken, setOvertaken] = useState<Overtaken>();
  // A problem is one of the referral as it was when it came up: after another change it is told no more.
  const version = useRef(referral.version);
  version.current = referral.version;
  const [failedAt, setFailedAt] = useState<number>();
  const submit = useSubmit(async (...input: In) => {
    setOvertaken(undefined);
    tell();
    const make = async (etag: string) => {
      const now = await change(etag, ...input);
      await onChange(now);
      tell(done?.(now, ...input));
    };
    try {
      await make(`"${referral.version}"`);
    } catch (error) {
      setFailedAt(version.current);
      const failure = toFailure(error);
      if (!failure.overtaken) throw error;
      const now = await answered(api.GET("/v1/referrals/{id}", { params: { path: { id: referral.id } } }));
      if (now.version === referral.version) throw error;
      if (onlyFollowed(referral, now)) {
        await make(`"${now.version}"`);
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
  return {
    ...submit,
    failure: failedAt === referral.version ? submit.failure : undefined,
    overtaken: overtaken?.now.version === referral.version ? overtaken : undefined,
    clear,
  };
}
