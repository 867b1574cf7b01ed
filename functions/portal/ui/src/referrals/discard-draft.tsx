import { Button } from "@trussworks/react-uswds";
import { useState } from "react";

import type { Schemas } from "../api/schemas";
import { Question } from "../parts/question";
import { words } from "../words";
import { useCancel } from "./cancel-referral";
import { ChangeProblem } from "./change-problem";

/** Throws a draft away, when its reader has said so twice. */
export function DiscardDraft(props: { referral: Schemas["Referral"]; onChange(now: Schemas["Referral"]): void }) {
  const [asked, setAsked] = useState<boolean>();
  const discard = useCancel(props, words.done.discarded);
  const own = words.questions;
  return (
    <section>
      <ChangeProblem change={discard} />
      {asked ? (
        <Question
          question={own.discardDraft} yes={own.discardYes} no={own.discardNo} busy={discard.busy}
          onYes={() => void discard.run("")} onNo={() => setAsked(false)}
        >
          <p>{own.discardDraftWhy}</p>
        </Question>
      ) : (
        <Button type="button" secondary autoFocus={asked === false} onClick={() => setAsked(true)}>
          {words.referrals.actions.throwAway}
        </Button>
      )}
    </section>
  );
}
