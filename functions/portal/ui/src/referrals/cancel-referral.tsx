import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { useDraft } from "../parts/draft";
import { TextArea } from "../parts/field";
import { useSession } from "../session/session";
import { words } from "../words";
import { type Change, useChange } from "./change";
import { ChangeProblem } from "./change-problem";

interface Props {
  referral: Schemas["Referral"];
  onChange(now: Schemas["Referral"]): void;
}

/** "Below the button is a text box where you can provide a reason for the canceled referral." */
export function CancelReferral({ referral, onChange }: Props) {
  const [{ reason }, setDraft, clear] = useDraft(`cancel:${referral.id}`, { reason: "" });
  const cancel = useCancel({ referral, onChange }, words.done.canceled(referral.reference), clear);
  return (
    <section>
      <ChangeProblem change={cancel} />
      <Act type="button" secondary busy={cancel.busy} onClick={() => void cancel.run(reason)}>
        {words.referrals.actions.cancel}
      </Act>
      <TextArea
        label={words.referrals.actions.cancelReason}
        hint={words.referrals.actions.cancelHint}
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(reason) => setDraft({ reason })}
      />
    </section>
  );
}

/** Cancels a referral, which the page then says. */
export function useCancel({ referral, onChange }: Props, done: string, clear?: () => void): Change<[reason: string]> {
  const { api } = useSession();
  const keyOf = useIdempotencyKey();
  const cancel = async (etag: string, reason: string) => {
    const body = reason.trim() ? { reason: reason.trim() } : {};
    const now = await answered(
      api.POST("/v1/referrals/{id}/cancel", {
        params: { path: { id: referral.id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
    clear?.();
    return now;
  };
  return useChange(referral, onChange, cancel, () => done);
}
