import { type Dispatch, type SetStateAction, useEffect } from "react";

import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { useSession } from "../session/session";
import type { Submission } from "./submission";

type Contact = Schemas["Contact"];

/** Whether a contact was corrected since it was chosen. */
function isOlder(chosen: Contact | undefined, now: Contact): boolean {
  return chosen?.id === now.id && (chosen.email !== now.email || chosen.name !== now.name || chosen.title !== now.title);
}

/** Reads the chosen contact when the window is shown, as it may have been corrected since it was chosen. */
export function useFreshContact({ organization, contact }: Submission, onChange: Dispatch<SetStateAction<Submission>>) {
  const { api } = useSession();
  useEffect(() => {
    if (!organization || !contact) return;
    const abort = new AbortController();
    const path = { id: organization.id, contactId: contact.id };
    answered(api.GET("/v1/organizations/{id}/contacts/{contactId}", { signal: abort.signal, params: { path } })).then(
      (now) => onChange((of) => (isOlder(of.contact, now) ? { ...of, contact: now } : of)),
      () => {}, // it stays as it was chosen; sending looks at it again
    );
    return () => abort.abort();
    // Only when the window appears: what is chosen afterwards is fresh.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
