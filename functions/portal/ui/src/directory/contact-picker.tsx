import { Button } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";

import { answered, type Schemas } from "../api/client";
import { useList } from "../api/list";
import { TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { Warning } from "../parts/status";
import { useSession } from "../session/session";

/** "Click Search Contact to see if the contact has already been added. If it has, click the Select button." */
export function ContactPicker({ organizationId, onSelect }: { organizationId: string; onSelect(contact: Schemas["Contact"]): void }) {
  const { api } = useSession();
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  const list = useList(`organizations/${organizationId}/contacts?${q}`, (cursor, signal) =>
    answered(
      api.GET("/v1/organizations/{id}/contacts", {
        signal,
        params: { path: { id: organizationId }, query: { q: q || undefined, cursor } },
      }),
    ),
  );
  const search = (event: FormEvent) => {
    event.preventDefault();
    setQ(typed.trim());
  };
  return (
    <div className="picker">
      <form className="search" onSubmit={search}>
        <TextField label="Name of the contact" value={typed} onChange={setTyped} />
        <Button type="submit" outline>
          Search
        </Button>
      </form>
      <Listed
        list={list}
        what="contacts"
        empty={<p>{q ? "None was found. Try another word of the name, or add the contact with New Contact." : "The organization has none yet. Add one with New Contact."}</p>}
      >
        {(contacts) => (
          <ul className="picks" aria-label="Contacts">
            {contacts.map((contact) => (
              <li key={contact.id}>
                <div>
                  <strong>{contact.name}</strong>
                  {contact.title && `, ${contact.title}`}
                  <span className="under">{contact.email}</span>
                  {contact.deadEmail === contact.email && <Warning>Mail to this address came back</Warning>}
                </div>
                <Button type="button" outline aria-label={`Select ${contact.name}`} onClick={() => onSelect(contact)}>
                  Select
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </div>
  );
}
