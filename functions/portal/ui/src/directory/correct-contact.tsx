import type { FormEvent } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { Contents } from "../parts/contents";
import { useDraft } from "../parts/draft";
import { Fields } from "../parts/fields";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { ContactFields, type ContactText } from "./contact-fields";

/** Correct the contact, for example an address that mail came back from. */
export function CorrectContact() {
  const { id = "", contactId = "" } = useParams();
  const { api } = useSession();
  const contact = useResource(`organizations/${id}/contacts/${contactId}`, (signal) =>
    answered(api.GET("/v1/organizations/{id}/contacts/{contactId}", { signal, params: { path: { id, contactId } } })),
  );
  return (
    <Page
      title={words.directory.correction.contact}
      kicker={<Link to={`/app/directory/${id}`}>{words.terms.organization}</Link>}
    >
      <Contents of={contact} what={words.directory.correction.theContact}>
        {(contact) => <CorrectionForm organizationId={id} contact={contact} />}
      </Contents>
    </Page>
  );
}

function CorrectionForm({ organizationId, contact }: { organizationId: string; contact: Schemas["Contact"] }) {
  const { api } = useSession();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const referral = params.get("referral");
  const customer = params.get("customer");
  const draft = params.get("draft");
  /** Where its reader comes from. */
  const back = referral
    ? `/app/referrals/${referral}`
    : customer
      ? `/app/customers/${customer}/referrals/new${draft ? `?draft=${draft}` : ""}`
      : `/app/directory/${organizationId}`;
  const [typed, setTyped, clear] = useDraft(`correct-contact:${contact.id}`, textOf(contact));
  const { contactDone, contactDoneResend, dead, deadWhy, save } = words.directory.correction;
  const correct = useSubmit(async () => {
    await answered(
      api.PATCH("/v1/organizations/{id}/contacts/{contactId}", {
        params: { path: { id: organizationId, contactId: contact.id } },
        body: typed,
      }),
    );
    clear();
    void navigate(back, {
      state: { done: referral ? contactDoneResend : contactDone },
    });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void correct.run();
  };
  return (
    <Fields failure={correct.failure}>
      <form className="narrow" onSubmit={submit} noValidate>
        {contact.deadEmail === contact.email && (
          <Notice type="warning" heading={dead}>
            {deadWhy(contact.email)}
          </Notice>
        )}
        <ContactFields value={typed} onChange={setTyped} />
        {correct.failure && <Problem failure={correct.failure} />}
        <Act type="submit" busy={correct.busy}>
          {save}
        </Act>
      </form>
    </Fields>
  );
}

function textOf({ name, title = "", email, phone = "", language = "en" }: Schemas["Contact"]): ContactText {
  return { name, title, email, phone, language };
}
