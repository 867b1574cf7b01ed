import { Button, ButtonGroup } from "@trussworks/react-uswds";
import { type Dispatch, type ReactNode, type SetStateAction, useState } from "react";
import { Link } from "react-router";

import type { Failure } from "../api/failure";
import type { Schemas } from "../api/schemas";
import { Act } from "../parts/act";
import { TextArea } from "../parts/field";
import { Fields } from "../parts/fields";
import { Focused } from "../parts/focused";
import { Notice } from "../parts/notice";
import { Question } from "../parts/question";
import { useSession } from "../session/session";
import { words } from "../words";
import { ConsentFields, isGiven } from "./consent-fields";
import { ServiceBoxes } from "./service-boxes";
import { ContactStep, OrganizationStep, StepHeading } from "./steps";
import type { Submission } from "./submission";

interface Props {
  customer: Schemas["Customer"];
  /** The id of the draft that it shows, where it was saved as one. */
  draft?: string;
  /** Keys of the services that the latest assessment needs. */
  needed: string[];
  of: Submission;
  /** Whether there is anything that Close would discard. */
  entered: boolean;
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
export function ReferralWindow({ customer, draft, needed, of, entered, onChange, busy, failure, problem, onSubmit, onSave, onClose }: Props) {
  const set = (change: Partial<Submission>) => onChange((of) => ({ ...of, ...change }));
  const alike = failure?.problem?.duplicateOf;
  return (
    <Fields failure={failure}>
      <div className="window">
        <CustomerCard customer={customer} />
        <OrganizationStep
          customerId={customer.id}
          chosen={of.organization}
          onChange={(organization) => set({ organization, contact: undefined })}
        />
        <ContactStep
          organization={of.organization}
          chosen={of.contact}
          correction={correctionOf(of, customer.id, draft)}
          onChange={(contact) => set({ contact })}
        />
        <ServicesStep of={of} needed={needed} onChange={set} />
        {problem}
        {alike && <Duplicate failure={failure} id={alike} why={of.allowRepeat} onChange={(allowRepeat) => set({ allowRepeat })} />}
        <Buttons entered={entered} busy={busy} onSubmit={onSubmit} onSave={onSave} onClose={onClose} />
      </div>
    </Fields>
  );
}

/** Where the chosen contact is corrected; it leads back to the window. */
function correctionOf({ organization, contact }: Submission, customer: string, draft?: string): string {
  const back = new URLSearchParams({ customer, ...(draft && { draft }) });
  return `/app/directory/${organization?.id}/contacts/${contact?.id}?${back.toString()}`;
}

interface DuplicateProps {
  failure?: Failure;
  /** The referral that stands. */
  id: string;
  why: string;
  onChange(why: string): void;
}

/** Such a referral stands already: see it, or say why a second one is right. */
function Duplicate({ failure, id, why, onChange }: DuplicateProps) {
  const { window: own, step } = words.referrals;
  return (
    <Focused of={failure}>
      <Notice type="warning" heading={own.duplicate} live>
        <p>
          {step.duplicateWhy} <Link to={`/app/referrals/${id}`}>{own.viewDuplicate}</Link>
        </p>
        <TextArea label={own.whyRepeat} hint={own.whyRepeatHint} rows={2} maxLength={1000} value={why} onChange={onChange} />
      </Notice>
    </Focused>
  );
}

type ButtonsProps = Pick<Props, "entered" | "busy" | "onSubmit" | "onSave" | "onClose">;

/** Submit Referral, Save and Close; Close asks before it discards anything. */
function Buttons({ entered, busy, onSubmit, onSave, onClose }: ButtonsProps) {
  const [pressed, setPressed] = useState<"submit" | "save">();
  const [asked, setAsked] = useState<boolean>();
  const { window: own } = words.referrals;
  const { questions, doing } = words;
  const press = (which: "submit" | "save", act: () => void) => () => {
    setPressed(which);
    act();
  };
  if (asked) {
    return (
      <Question question={questions.discardEntered} level="h2" yes={questions.discardYes} no={questions.discardNo} onYes={onClose} onNo={() => setAsked(false)} />
    );
  }
  return (
    <ButtonGroup className="submit">
      <Act type="button" busy={busy} doing={pressed === "submit" ? doing.sending : undefined} onClick={press("submit", onSubmit)}>
        {own.submit}
      </Act>
      <Act type="button" outline busy={busy} doing={pressed === "save" ? doing.saving : undefined} onClick={press("save", onSave)}>
        {words.terms.save}
      </Act>
      <Button type="button" unstyled autoFocus={asked === false} onClick={() => (entered ? setAsked(true) : onClose())}>
        {own.close}
      </Button>
    </ButtonGroup>
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
  onChange(change: Partial<Submission>): void;
}

/** Step 3, and the consent where what is asked for needs it. */
function ServicesStep({ of, needed, onChange }: StepProps) {
  const consentNeeded = useConsentNeeded(of);
  const own = words.referrals.window;
  return (
    <section className="card" aria-labelledby="step-3">
      <StepHeading number={3} title={own.services.title} />
      <ServiceBoxes checked={of.services} needed={needed} onChange={(services) => onChange({ services })} />
      <TextArea
        label={own.notes}
        hint={own.notesHint}
        maxLength={4000}
        value={of.note}
        field="note"
        onChange={(note) => onChange({ note })}
      />
      {(consentNeeded || isGiven(of.consent)) && (
        <ConsentFields
          required={consentNeeded}
          why={consentNeeded ? words.referrals.consent.whyRequired : undefined}
          value={of.consent}
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
