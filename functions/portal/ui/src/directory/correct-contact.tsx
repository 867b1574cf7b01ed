import { Button } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { answered, type API, type Schemas } from "../api/client";
import { failureOf } from "../api/failure";
import { useResource } from "../api/resource";
import { useSubmit } from "../api/submit";
import { Contents } from "../parts/contents";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { blankContact, ContactFields, type ContactText } from "./contact-fields";

/** Correct the contact, for example an address that mail came back from. */
export function CorrectContact() {
  const { id = "", contactId = "" } = useParams();
  const { api } = useSession();
  const contact = useResource(`organizations/${id}/contacts/${contactId}`, (signal) => find(api, id, contactId, signal));
  return (
    <Page title="Correct the contact" kicker={<Link to={`/app/directory/${id}`}>Organization</Link>}>
      <Contents of={contact} what="the contact">
        {(contact) => <CorrectionForm organizationId={id} contact={contact} />}
      </Contents>
    </Page>
  );
}

/** The API shows contacts in the list of their organization only. */
async function find(api: API, id: string, contactId: string, signal: AbortSignal): Promise<Schemas["Contact"]> {
  let cursor: string | undefined;
  do {
    const page: { items: Schemas["Contact"][]; nextCursor?: string } = await answered(
      api.GET("/v1/organizations/{id}/contacts", { signal, params: { path: { id }, query: { limit: 100, cursor } } }),
    );
    const found = page.items.find((contact) => contact.id === contactId);
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor);
  throw failureOf(404, undefined);
}

function CorrectionForm({ organizationId, contact }: { organizationId: string; contact: Schemas["Contact"] }) {
  const { api } = useSession();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const referral = params.get("referral");
  const [typed, setTyped] = useState<ContactText>({ ...blankContact, ...textOf(contact) });
  const correct = useSubmit(async () => {
    await answered(
      api.PATCH("/v1/organizations/{id}/contacts/{contactId}", {
        params: { path: { id: organizationId, contactId: contact.id } },
        body: typed,
      }),
    );
    void navigate(referral ? `/app/referrals/${referral}` : `/app/directory/${organizationId}`, {
      state: { done: referral ? "The contact was corrected. Resend the referral to mail it to the new address." : "The contact was corrected." },
    });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void correct.run();
  };
  return (
    <form className="narrow" onSubmit={submit} noValidate>
      {contact.deadEmail === contact.email && (
        <Notice type="warning" heading="Mail to this address came back">
          Nothing more is mailed to {contact.email} until the address is another one.
        </Notice>
      )}
      <ContactFields value={typed} onChange={setTyped} failure={correct.failure} />
      {correct.failure && <Problem failure={correct.failure} />}
      <Button type="submit" disabled={correct.busy}>
        Save the correction
      </Button>
    </form>
  );
}

function textOf({ name, title = "", email, phone = "", language = "en" }: Schemas["Contact"]): ContactText {
  return { name, title, email, phone, language };
}
