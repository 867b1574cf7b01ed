import { Button, ButtonGroup } from "@trussworks/react-uswds";
import { Link, useNavigate } from "react-router";

import type { Schemas } from "../api/client";
import { useSubmit } from "../api/submit";
import { useDraft } from "../parts/draft";
import { TextArea } from "../parts/field";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { ConsentFields, isGiven } from "./consent-fields";
import { ServiceBoxes } from "./service-boxes";
import { ContactStep, OrganizationStep } from "./steps";
import { blankSubmission, type Submission, submissionOf, useWindow } from "./submission";

interface Props {
  customer: Schemas["Customer"];
  saved?: Schemas["Referral"];
  /** Keys of the services that the latest assessment needs. */
  needed: string[];
}

/** The three steps of a referral. What was chosen stays through a reload, until it is submitted, saved or closed. */
export function ReferralForm({ customer, saved, needed }: Props) {
  const navigate = useNavigate();
  const [of, setOf, clear] = useDraft<Submission>(
    `referral:${customer.id}:${saved ? `${saved.id}:${saved.version}` : ""}`,
    saved ? submissionOf(saved) : blankSubmission,
  );
  const set = (change: Partial<Submission>) => setOf((of) => ({ ...of, ...change }));
  const consentNeeded = useConsentNeeded(of);
  const { submit, save } = useWindow(customer.id, saved);
  const table = `/app/customers/${customer.id}/referrals`;
  const done = useSubmit(async (action: "submit" | "save") => {
    const referral = await (action === "submit" ? submit(of) : save(of));
    clear();
    const words = action === "submit" ? "was sent to" : "was saved, to send later. It is for";
    void navigate(table, { state: { done: `Referral ${referral.reference} ${words} ${referral.organization.name || "no organization yet"}.` } });
  });
  const failure = done.failure;
  const duplicate = failure?.problem?.duplicateOf;
  return (
    <div className="window">
      <section className="card">
        <h2>Customer</h2>
        <address>
          {customer.firstName} {customer.lastName}
          <br />
          {customer.address}
          <br />
          Phone: {customer.phone}
          <br />
          Email: {customer.email}
        </address>
      </section>
      <OrganizationStep
        chosen={of.organization}
        error={failure?.of("organizationId")}
        onChange={(organization) => set({ organization, contact: undefined })}
      />
      <ContactStep
        organization={of.organization}
        chosen={of.contact}
        error={failure?.of("contactId")}
        onChange={(contact) => set({ contact })}
      />
      <section className="card" aria-labelledby="step-3">
        <h2 id="step-3">
          <span className="step">Step 3</span> Identify Service(s) Needed
        </h2>
        <ServiceBoxes checked={of.services} needed={needed} error={failure?.of("services")} onChange={(services) => set({ services })} />
        <TextArea
          label="Other Notes"
          hint="The partner will see this."
          maxLength={4000}
          value={of.note}
          error={failure?.of("note")}
          onChange={(note) => set({ note })}
        />
        {(consentNeeded || isGiven(of.consent)) && (
          <ConsentFields
            required={consentNeeded}
            value={of.consent}
            failure={failure}
            prefix="consent."
            onChange={(consent) => set({ consent })}
          />
        )}
      </section>
      {failure && !duplicate && <Problem failure={failure} heading="The referral was not sent" />}
      {duplicate && (
        <Notice type="warning" heading="The customer has such a referral already" live>
          <p>
            {failure?.message} <Link to={`/app/referrals/${duplicate}`}>View the open referral</Link>
          </p>
          <TextArea
            label="Why a second one is right"
            hint="With a reason, Submit Referral sends it all the same."
            rows={2}
            maxLength={1000}
            value={of.allowRepeat}
            onChange={(allowRepeat) => set({ allowRepeat })}
          />
        </Notice>
      )}
      <ButtonGroup className="submit">
        <Button type="button" disabled={done.busy} onClick={() => void done.run("submit")}>
          Submit Referral
        </Button>
        <Button type="button" outline disabled={done.busy} onClick={() => void done.run("save")}>
          Save
        </Button>
        <Button
          type="button"
          unstyled
          onClick={() => {
            clear();
            void navigate(table);
          }}
        >
          Close
        </Button>
      </ButtonGroup>
    </div>
  );
}

/** Whether sending needs a recorded consent, by the program's setting. */
function useConsentNeeded(of: Submission): boolean {
  const { me, catalog } = useSession();
  const sensitive =
    of.organization?.sensitive === true ||
    catalog.services.some((service) => service.sensitive && of.services.includes(service.key));
  switch (me.program.settings.consent) {
    case "required":
      return true;
    case "sensitive":
      return sensitive;
    case "recorded":
      return false;
  }
}
