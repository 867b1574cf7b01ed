import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { useDraft } from "../parts/draft";
import { TextArea } from "../parts/field";
import { useSession } from "../session/session";
import { words } from "../words";
import { useChange } from "./change";
import { ChangeProblem } from "./change-problem";

/** "Below the button is a text box where you can provide a reason for the canceled referral." */
export function CancelReferral({ referral, onChange }: { referral: Schemas["Referral"]; onChange(now: Schemas["Referral"]): void }) {
  const { api } = useSession();
  const [{ reason }, setDraft, clear] = useDraft(`cancel:${referral.id}`, { reason: "" });
  const keyOf = useIdempotencyKey();
  const cancel = useChange(referral, onChange, async (etag) => {
    const body = reason.trim() ? { reason: reason.trim() } : {};
    const now = await answered(
      api.POST("/v1/referrals/{id}/cancel", {
        params: { path: { id: referral.id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
    clear();
    return now;
  }, ({ reference }) => words.done.canceled(reference));
  const draft = referral.status === "draft";
  return (
    <section>
      <ChangeProblem change={cancel} />
      <Act type="button" secondary busy={cancel.busy} onClick={() => void cancel.run()}>
        {draft ? words.referrals.actions.throwAway : words.referrals.actions.cancel}
      </Act>
      {!draft && (
        <TextArea
          label={words.referrals.actions.cancelReason}
          hint={words.referrals.actions.cancelHint}
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={(reason) => setDraft({ reason })}
        />
      )}
    </section>
  );
}
