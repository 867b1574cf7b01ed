import { Button, ButtonGroup } from "@trussworks/react-uswds";
import type { Dispatch, ReactNode, SetStateAction } from "react";
import { Link } from "react-router";

import type { Failure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { Act } from "../parts/act";
import { TextArea } from "../parts/field";
import { Notice } from "../parts/notice";
import { useSession } from "../session/session";
import { words } from "../words";
import { ConsentFields, isGiven } from "./consent-fields";
import { ServiceBoxes } from "./service-boxes";
import { ContactStep, OrganizationStep } from "./steps";
import type { Submission } from "./submission";

interface Props {
  customer: Schemas["Customer"];
  /** Keys of the services that the latest assessment needs. */
  needed: string[];
  of: Submission;
  onChange: Dispatch<SetStateAction<Submission>>;
  busy: boolean;
  failure?: Failure;
  /** What else is wrong than the fields and a referral alike. */
  problem: ReactNode;
  onSubmit(): void;
  onSave(): void;
  onClose(): void;
}

/** The guide's New Referral window: the customer, the three steps, and Submit Referral, Save, Close. */
export function ReferralWindow({ customer, needed, of, onChange, busy, failure, problem, onSubmit, onSave, onClose }: Props) {
  const set = (change: Partial<Submission>) => onChange((of) => ({ ...of, ...change }));
  const own = words.referrals.window;
  const alike = failure?.problem?.duplicateOf;
  return (
    <div className="window">
      <CustomerCard customer={customer} />
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
      <ServicesStep of={of} needed={needed} failure={failure} onChange={set} />
      {problem}
      {alike && (
        <Notice type="warning" heading={own.duplicate} live>
          <p>
            {failure?.message} <Link to={`/app/referrals/${alike}`}>{own.viewDuplicate}</Link>
          </p>
          <TextArea
            label={own.whyRepeat}
            hint={own.whyRepeatHint}
            rows={2}
            maxLength={1000}
            value={of.allowRepeat}
            onChange={(allowRepeat) => set({ allowRepeat })}
          />
        </Notice>
      )}
      <ButtonGroup className="submit">
        <Act type="button" busy={busy} onClick={onSubmit}>
          {own.submit}
        </Act>
        <Act type="button" outline busy={busy} onClick={onSave}>
          {words.terms.save}
        </Act>
        <Button type="button" unstyled onClick={onClose}>
          {own.close}
        </Button>
      </ButtonGroup>
    </div>
  );
}

function CustomerCard({ customer }: { customer: Schemas["Customer"] }) {
  const { phone, email } = words.referrals.window;
  return (
    <section className="card">
      <h2>{words.terms.customer}</h2>
      <address className="lines">
        {[
          `${customer.firstName} ${customer.lastName}`,
          customer.address,
          customer.phone && phone(customer.phone),
          customer.email && email(customer.email),
        ]
          .filter(Boolean)
          .join("\n")}
      </address>
    </section>
  );
}

interface StepProps {
  of: Submission;
  needed: string[];
  failure?: Failure;
  onChange(change: Partial<Submission>): void;
}

/** Step 3, and the consent where what is asked for needs it. */
function ServicesStep({ of, needed, failure, onChange }: StepProps) {
  const consentNeeded = useConsentNeeded(of);
  const own = words.referrals.window;
  return (
    <section className="card" aria-labelledby="step-3">
      <h2 id="step-3">
        <span className="step">{own.step(3)}</span> {own.services.title}
      </h2>
      <ServiceBoxes checked={of.services} needed={needed} error={failure?.of("services")} onChange={(services) => onChange({ services })} />
      <TextArea
        label={own.notes}
        hint={own.notesHint}
        maxLength={4000}
        value={of.note}
        error={failure?.of("note")}
        onChange={(note) => onChange({ note })}
      />
      {(consentNeeded || isGiven(of.consent)) && (
        <ConsentFields
          required={consentNeeded}
          value={of.consent}
          failure={failure}
          prefix="consent."
          onChange={(consent) => onChange({ consent })}
        />
      )}
    </section>
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
