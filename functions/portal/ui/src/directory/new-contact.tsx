import type { FormEvent } from "react";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { useDraft } from "../parts/draft";
import { Fields } from "../parts/fields";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { blankContact, ContactFields } from "./contact-fields";

/** "If it has not, click the New Contact button and enter the information in the required fields." */
export function NewContact({ organizationId, onAdded }: { organizationId: string; onAdded(contact: Schemas["Contact"]): void }) {
  const { api } = useSession();
  const [typed, setTyped, clear] = useDraft(`contact:${organizationId}`, blankContact);
  const keyOf = useIdempotencyKey();
  const add = useSubmit(async () => {
    const added = await answered(
      api.POST("/v1/organizations/{id}/contacts", {
        params: { path: { id: organizationId }, header: { "Idempotency-Key": keyOf(typed) } },
        body: typed,
      }),
    );
    clear();
    onAdded(added);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add.run();
  };
  return (
    <Fields failure={add.failure}>
      <form onSubmit={submit} className="picker" noValidate>
        <ContactFields value={typed} onChange={setTyped} />
        {add.failure && <Problem failure={add.failure} />}
        <Act type="submit" busy={add.busy}>
          {words.directory.addContact}
        </Act>
      </form>
    </Fields>
  );
}
