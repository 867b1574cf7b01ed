import { Button, ButtonGroup, ErrorMessage } from "@trussworks/react-uswds";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";

import type { Schemas } from "../api/schemas";
import { ContactPicker } from "../directory/contact-picker";
import { NewContact } from "../directory/new-contact";
import { NewOrganization } from "../directory/new-organization";
import { OrganizationPicker } from "../directory/organization-picker";
import { useField } from "../parts/fields";
import { words } from "../words";

type Open = "search" | "new" | undefined;
type Organization = Schemas["Organization"];
type Contact = Schemas["Contact"];

/** A step's heading, which has the focus when the step before is done. */
export function StepHeading({ number, title }: { number: number; title: string }) {
  return (
    <h2 id={headingOf(number)} tabIndex={-1}>
      <span className="step">{words.referrals.window.step(number)}</span> {title}
    </h2>
  );
}

export function headingOf(step: number): string {
  return `step-${step}`;
}

/** What was done is shut, and what was chosen is there; the keyboard goes on with the step that follows. */
function goOnWith(step: number) {
  document.getElementById(headingOf(step))?.focus();
}

/** Step 1: one that has been added already, or a new one. */
export function OrganizationStep({ customerId, chosen, onChange }: { customerId: string; chosen?: Organization; onChange(chosen?: Organization): void }) {
  const [open, setOpen] = useState<Open>();
  const take = (organization: Organization) => {
    setOpen(undefined);
    onChange(organization);
    goOnWith(2);
  };
  return (
    <Step
      number={1}
      field="organizationId"
      words={words.referrals.window.organization}
      open={open}
      onOpen={setOpen}
      chosen={
        chosen && (
          <>
            <strong>{chosen.name}</strong>
            <span className="under">{[chosen.address, chosen.phone].filter(Boolean).join(" · ")}</span>
          </>
        )
      }
    >
      {open === "search" && <OrganizationPicker onSelect={take} />}
      {open === "new" && <NewOrganization of={customerId} onAdded={take} />}
    </Step>
  );
}

interface ContactStepProps {
  organization?: Organization;
  chosen?: Contact;
  /** Where the chosen one is corrected. */
  correction: string;
  onChange(chosen?: Contact): void;
}

/** Step 2: whom the e-mail goes to. */
export function ContactStep({ organization, chosen, correction, onChange }: ContactStepProps) {
  const [open, setOpen] = useState<Open>();
  const take = (contact: Contact) => {
    setOpen(undefined);
    onChange(contact);
    goOnWith(3);
  };
  return (
    <Step
      number={2}
      field="contactId"
      words={words.referrals.window.contact}
      open={open}
      onOpen={setOpen}
      waiting={organization ? undefined : words.referrals.window.contact.waiting}
      remedy={chosen && <Link to={correction}>{words.referrals.step.correctContact}</Link>}
      chosen={
        chosen && (
          <>
            <strong>{chosen.name}</strong>
            {chosen.title && `, ${chosen.title}`}
            <span className="under">{chosen.email}</span>
          </>
        )
      }
    >
      {organization && open === "search" && <ContactPicker organizationId={organization.id} onSelect={take} />}
      {organization && open === "new" && <NewContact organizationId={organization.id} onAdded={take} />}
    </Step>
  );
}

interface StepProps {
  number: number;
  /** What is chosen, by its name in the body of the call. */
  field: string;
  words: { title: string; search: string; new: string };
  chosen?: ReactNode;
  waiting?: string;
  /** What helps when the one chosen is refused. */
  remedy?: ReactNode;
  open: Open;
  onOpen(open: Open): void;
  children: ReactNode;
}

function Step({ number, field, words: own, chosen, waiting, remedy, open, onOpen, children }: StepProps) {
  const { id, error } = useField(field, own.title);
  const toggle = (which: "search" | "new") => onOpen(open === which ? undefined : which);
  return (
    <section
      id={id}
      className={error ? "card card--error" : "card"}
      aria-labelledby={headingOf(number)}
      aria-describedby={error && `${id}-error`}
    >
      <StepHeading number={number} title={own.title} />
      <div role="status">{chosen && <div className="chosen">{chosen}</div>}</div>
      {error && (
        <ErrorMessage id={`${id}-error`}>
          {error} {remedy}
        </ErrorMessage>
      )}
      {waiting ? (
        <p className="usa-hint">{waiting}</p>
      ) : (
        <ButtonGroup>
          <Button type="button" outline aria-expanded={open === "search"} onClick={() => toggle("search")}>
            {own.search}
          </Button>
          <Button type="button" outline aria-expanded={open === "new"} onClick={() => toggle("new")}>
            {own.new}
          </Button>
        </ButtonGroup>
      )}
      {children}
    </section>
  );
}
