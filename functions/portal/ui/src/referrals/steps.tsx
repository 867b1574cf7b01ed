import { Button, ButtonGroup, ErrorMessage } from "@trussworks/react-uswds";
import { type ReactNode, useState } from "react";

import type { Schemas } from "../api/schemas";
import { ContactPicker } from "../directory/contact-picker";
import { NewContact } from "../directory/new-contact";
import { NewOrganization } from "../directory/new-organization";
import { OrganizationPicker } from "../directory/organization-picker";
import { words } from "../words";

type Open = "search" | "new" | undefined;

/** Step 1: one that has been added already, or a new one. */
export function OrganizationStep({ chosen, error, onChange }: { chosen?: Schemas["Organization"]; error?: string; onChange(chosen?: Schemas["Organization"]): void }) {
  const [open, setOpen] = useState<Open>();
  const take = (organization: Schemas["Organization"]) => {
    setOpen(undefined);
    onChange(organization);
  };
  return (
    <Step number={1} words={words.referrals.window.organization} error={error} open={open} onOpen={setOpen}
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
      {open === "new" && <NewOrganization onAdded={take} />}
    </Step>
  );
}

/** Step 2: whom the e-mail goes to. */
export function ContactStep({ organization, chosen, error, onChange }: { organization?: Schemas["Organization"]; chosen?: Schemas["Contact"]; error?: string; onChange(chosen?: Schemas["Contact"]): void }) {
  const [open, setOpen] = useState<Open>();
  const take = (contact: Schemas["Contact"]) => {
    setOpen(undefined);
    onChange(contact);
  };
  return (
    <Step number={2} words={words.referrals.window.contact} error={error} open={open} onOpen={setOpen}
      waiting={organization ? undefined : words.referrals.window.contact.waiting}
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
  words: { title: string; search: string; new: string };
  chosen?: ReactNode;
  waiting?: string;
  error?: string;
  open: Open;
  onOpen(open: Open): void;
  children: ReactNode;
}

function Step({ number, words: own, chosen, waiting, error, open, onOpen, children }: StepProps) {
  const toggle = (which: "search" | "new") => onOpen(open === which ? undefined : which);
  return (
    <section className="card" aria-labelledby={`step-${number}`}>
      <h2 id={`step-${number}`}>
        <span className="step">{words.referrals.window.step(number)}</span> {own.title}
      </h2>
      {chosen && <div className="chosen">{chosen}</div>}
      {error && <ErrorMessage>{error}</ErrorMessage>}
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
