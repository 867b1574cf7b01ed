import { Button } from "@trussworks/react-uswds";

import { type Schemas, type Tagged, tagged } from "../api/client";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { useDraft } from "../parts/draft";
import { TextArea } from "../parts/field";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";

type Referral = Schemas["ProviderReferral"];

interface Props {
  referral: Referral;
  etag: string;
  onChange(referral: Tagged<Referral>): void;
}

/** "Accepts or rejects the referral and provides a rejection reason if the referral cannot be accepted." */
export function ResponseForm({ referral, etag, onChange }: Props) {
  const { api } = useSession();
  const [{ reason }, setTyped, clear] = useDraft(`response:${referral.id}`, { reason: "" });
  const keyOf = useIdempotencyKey();
  const path = { id: referral.id };
  const respond = useSubmit(async (decision: "accepted" | "rejected") => {
    const body = { decision, ...(decision === "rejected" && reason.trim() && { reason: reason.trim() }) };
    const answered = await tagged(
      api.POST("/v1/provider/referrals/{id}/response", {
        params: { path, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
    clear();
    onChange(answered);
  });
  const reload = useSubmit(async () => {
    onChange(await tagged(api.GET("/v1/provider/referrals/{id}", { params: { path } })));
  });
  const { failure } = respond;
  const given = referral.answer?.decision;
  return (
    <aside className="actions" aria-label="Your answer">
      {given && (
        <section>
          <p className="usa-hint">You can still change the answer.</p>
        </section>
      )}
      {given !== "accepted" && (
        <section>
          <Button type="button" disabled={respond.busy} onClick={() => void respond.run("accepted")}>
            Accept
          </Button>
        </section>
      )}
      {given !== "rejected" && (
        <section>
          <Button type="button" secondary disabled={respond.busy} onClick={() => void respond.run("rejected")}>
            Reject
          </Button>
          <TextArea
            label="Reason for rejecting"
            hint="Needed to reject. The career navigator reads it."
            rows={3}
            maxLength={1000}
            value={reason}
            error={failure?.of("reason")}
            onChange={(reason) => setTyped({ reason })}
          />
        </section>
      )}
      {failure?.overtaken ? (
        <Notice type="warning" level="h3" heading="This referral has changed" live>
          <p>{failure.message}</p>
          <Button type="button" outline onClick={() => void reload.run()}>
            Show it as it now is
          </Button>
        </Notice>
      ) : (
        failure && <Problem failure={failure} />
      )}
    </aside>
  );
}
