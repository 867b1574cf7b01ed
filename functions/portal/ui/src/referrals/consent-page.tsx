import type { FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { Contents } from "../parts/contents";
import { useDraft } from "../parts/draft";
import { TextArea, TextField } from "../parts/field";
import { Fields } from "../parts/fields";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { useChange } from "./change";
import { ChangeProblem } from "./change-problem";
import { blankConsent, ConsentFields } from "./consent-fields";

interface Props {
  referral: Schemas["Referral"];
  onChange(referral: Schemas["Referral"]): void;
}

/** The customer's consent to the sharing: a new one, or its end. */
export function ConsentPage() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const referral = useResource(`referrals/${id}`, (signal) =>
    answered(api.GET("/v1/referrals/{id}", { signal, params: { path: { id } } })),
  );
  return (
    <Page title={words.referrals.consent.title} kicker={referral.value && <Link to={`/app/referrals/${id}`}>{words.terms.referralNumbered(referral.value.reference)}</Link>}>
      <Contents of={referral} what={words.referrals.view.what}>
        {(value) => (
          <>
            <RecordConsent referral={value} onChange={referral.put} />
            {value.consent && value.status !== "canceled" && <WithdrawConsent referral={value} onChange={referral.put} />}
          </>
        )}
      </Contents>
    </Page>
  );
}

function RecordConsent({ referral, onChange }: Props) {
  const { api } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped, clear] = useDraft(`consent:${referral.id}`, blankConsent);
  const keyOf = useIdempotencyKey();
  const record = useChange(referral, onChange, async (etag) => {
    const body = typed as Schemas["Consent"];
    const now = await answered(
      api.POST("/v1/referrals/{id}/consent", {
        params: { path: { id: referral.id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
    clear();
    void navigate(`/app/referrals/${referral.id}`, { state: { done: words.referrals.consent.recorded } });
    return now;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void record.run();
  };
  return (
    <Fields failure={record.failure}>
      <form className="narrow" onSubmit={submit} noValidate>
        <ChangeProblem change={record} />
        <ConsentFields required value={typed} onChange={setTyped} />
        <Act type="submit" busy={record.busy}>
          {words.referrals.consent.record}
        </Act>
      </form>
    </Fields>
  );
}

/** "When it is withdrawn, open referrals that rest on it are canceled with that reason." */
function WithdrawConsent({ referral, onChange }: Props) {
  const { api } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped, clear] = useDraft(`withdraw:${referral.id}`, { by: "", note: "" });
  const keyOf = useIdempotencyKey();
  const withdraw = useChange(referral, onChange, async (etag) => {
    const body = { by: typed.by.trim(), ...(typed.note.trim() && { note: typed.note.trim() }) };
    const now = await answered(
      api.POST("/v1/referrals/{id}/consent/withdraw", {
        params: { path: { id: referral.id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
    clear();
    void navigate(`/app/referrals/${referral.id}`, { state: { done: words.referrals.consent.withdrawn } });
    return now;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void withdraw.run();
  };
  return (
    <Fields failure={withdraw.failure}>
      <form className="narrow" onSubmit={submit} noValidate>
        <h2>{words.referrals.consent.withdraw}</h2>
        <p>{words.referrals.consent.withdrawHint}</p>
        <ChangeProblem change={withdraw} />
        <TextField label={words.referrals.consent.withdrawnBy} required value={typed.by} field="by" onChange={(by) => setTyped({ ...typed, by })} />
        <TextArea label={words.terms.note} rows={2} maxLength={4000} value={typed.note} onChange={(note) => setTyped({ ...typed, note })} />
        <Act type="submit" secondary busy={withdraw.busy}>
          {words.referrals.consent.withdraw}
        </Act>
      </form>
    </Fields>
  );
}
