import { Fieldset, Radio } from "@trussworks/react-uswds";
import { useState } from "react";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey } from "../api/submit";
import { Act } from "../parts/act";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { useChange } from "./change";
import { ChangeProblem } from "./change-problem";

/** "Additionally, you may Resend the Referral", to the same contact or to another one. */
export function ResendReferral({ referral, onChange }: { referral: Schemas["Referral"]; onChange(now: Schemas["Referral"]): void }) {
  const { api } = useSession();
  const { organization, contact } = referral;
  const [contactId, setContactId] = useState(contact.id);
  const contacts = useResource(`organizations/${organization.id}/contacts`, (signal) =>
    answered(
      api.GET("/v1/organizations/{id}/contacts", { signal, params: { path: { id: organization.id }, query: { limit: 100 } } }),
    ),
  );
  const keyOf = useIdempotencyKey();
  const resend = useChange(referral, onChange, (etag) => {
    const body = contactId === contact.id ? {} : { contactId };
    return answered(
      api.POST("/v1/referrals/{id}/resend", {
        params: { path: { id: referral.id }, header: { "If-Match": etag, "Idempotency-Key": keyOf([etag, body]) } },
        body,
      }),
    );
  }, (now) => words.done.resent(now.contact.name));
  return (
    <section>
      <ChangeProblem change={resend} />
      {contacts.failure && <Problem failure={contacts.failure} onRetry={contacts.reload} />}
      <Act type="button" busy={resend.busy} doing={words.doing.sending} onClick={() => void resend.run()}>
        {words.referrals.actions.resend}
      </Act>
      <Fieldset legend={words.referrals.actions.resendTo} className="small-fieldset">
        {(contacts.value?.items ?? []).map(({ id, name, email, deadEmail }) => (
          <Radio
            key={id}
            id={`contact-${id}`}
            name="contact"
            label={name}
            labelDescription={deadEmail === email ? words.referrals.actions.cameBack(email) : email}
            checked={contactId === id}
            onChange={() => setContactId(id)}
          />
        ))}
      </Fieldset>
    </section>
  );
}
