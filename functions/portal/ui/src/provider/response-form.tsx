
import { type Tagged, tagged } from "../api/client";
import { toFailure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { useTell } from "../parts/done";
import { useDraft } from "../parts/draft";
import { TextArea } from "../parts/field";
import { Fields } from "../parts/fields";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import type { Overtaken } from "./meanwhile";

type Referral = Schemas["ProviderReferral"];

interface Props {
  referral: Referral;
  etag: string;
  /** Is told how the referral now is, and what happened where somebody else came first. */
  onChange(referral: Tagged<Referral>, overtaken?: Overtaken): void;
}

/** "Accepts or rejects the referral and provides a rejection reason if the referral cannot be accepted." */
export function ResponseForm({ referral, etag, onChange }: Props) {
  const { api } = useSession();
  const tell = useTell();
  const [{ reason }, setTyped, clear] = useDraft(`response:${referral.id}`, { reason: "" });
  const keyOf = useIdempotencyKey();
  const path = { id: referral.id };
  const give = (decision: "accepted" | "rejected") => {
    const body = { decision, ...(decision === "rejected" && reason.trim() && { reason: reason.trim() }) };
    return tagged(
      api.POST("/v1/provider/referrals/{id}/response", {
        params: { path, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
  };
  const respond = useSubmit(async (decision: "accepted" | "rejected") => {
    tell();
    try {
      const now = await give(decision);
      clear();
      setTyped({ reason: "" });
      onChange(now);
      tell(words.done[decision](referral.reference));
    } catch (error) {
      if (!toFailure(error).overtaken) throw error;
      const now = await tagged(api.GET("/v1/provider/referrals/{id}", { params: { path } }));
      if (now.etag === etag) throw error;
      onChange(now, { before: referral, now: now.value, reason });
    }
  });
  const given = referral.answer?.decision;
  const own = words.provider;
  return (
    <Fields failure={respond.failure}>
      <aside className="actions" aria-label={own.yourAnswer}>
        {given && (
          <section>
            <p className="usa-hint">{own.canChange}</p>
          </section>
        )}
        {given !== "accepted" && (
          <section>
            <Act type="button" busy={respond.busy} onClick={() => void respond.run("accepted")}>
              {own.accept}
            </Act>
          </section>
        )}
        {given !== "rejected" && (
          <section>
            <Act type="button" secondary busy={respond.busy} onClick={() => void respond.run("rejected")}>
              {own.reject}
            </Act>
            <TextArea
              label={own.reason}
              hint={own.reasonHint}
              required
              rows={3}
              maxLength={1000}
              value={reason}
              field="reason"
              onChange={(reason) => setTyped({ reason })}
            />
          </section>
        )}
        {respond.failure && <Problem failure={respond.failure} />}
      </aside>
    </Fields>
  );
}
