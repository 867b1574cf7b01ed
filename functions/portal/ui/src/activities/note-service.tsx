import type { FormEvent } from "react";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { useDraft } from "../parts/draft";
import { TextArea, TextField } from "../parts/field";
import { Fields } from "../parts/fields";
import { useChange } from "../referrals/change";
import { ChangeProblem } from "../referrals/change-problem";
import { useSession } from "../session/session";
import { words } from "../words";

/** "Note the second referred service in the Notes section of the P301": not a second referral. */
export function NoteService({ referral, onChange }: { referral: Schemas["Referral"]; onChange(now: Schemas["Referral"]): void }) {
  const { api } = useSession();
  const [typed, setTyped, clear] = useDraft(`service:${referral.id}`, { service: "", note: "" });
  const keyOf = useIdempotencyKey();
  const note = useChange(referral, onChange, async (etag) => {
    const body = { service: typed.service.trim(), ...(typed.note.trim() && { note: typed.note.trim() }) };
    const now = await answered(
      api.POST("/v1/referrals/{id}/services", {
        params: { path: { id: referral.id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
    clear();
    setTyped({ service: "", note: "" });
    return now;
  }, () => words.done.serviceNoted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void note.run();
  };
  return (
    <section>
      <Fields failure={note.failure}>
        <form onSubmit={submit} noValidate>
          <ChangeProblem change={note} />
          <TextField
            label={words.activities.secondService.label}
            hint={words.activities.secondService.hint}
          required
            value={typed.service}
            field="service"
            onChange={(service) => setTyped({ ...typed, service })}
          />
          <TextArea label={words.terms.note} rows={2} maxLength={1000} value={typed.note} onChange={(note) => setTyped({ ...typed, note })} />
          <Act type="submit" outline busy={note.busy}>
            {words.activities.secondService.note}
          </Act>
        </form>
      </Fields>
    </section>
  );
}
