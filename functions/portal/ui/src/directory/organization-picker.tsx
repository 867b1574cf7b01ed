import { Button } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";

import { answered, type Schemas } from "../api/client";
import { useList } from "../api/list";
import { TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { useSession } from "../session/session";

/** "Click Search Organization to see if the organization has already been added. If it has, click the Select button." */
export function OrganizationPicker({ onSelect, without }: { onSelect(organization: Schemas["Organization"]): void; without?: string }) {
  const { api } = useSession();
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  const list = useList(`organizations?${q}`, (cursor, signal) =>
    answered(api.GET("/v1/organizations", { signal, params: { query: { q: q || undefined, cursor } } })),
  );
  const search = (event: FormEvent) => {
    event.preventDefault();
    setQ(typed.trim());
  };
  return (
    <div className="picker">
      <form className="search" onSubmit={search}>
        <TextField label="Name of the organization" value={typed} onChange={setTyped} />
        <Button type="submit" outline>
          Search
        </Button>
      </form>
      <Listed
        list={{ ...list, items: list.items.filter((organization) => organization.id !== without && !organization.mergedInto) }}
        what="organizations"
        empty={<p>{q ? "None was found. Try another word of its name, or add it with New Organization." : "There are none yet. Add one with New Organization."}</p>}
      >
        {(organizations) => (
          <ul className="picks" aria-label="Organizations">
            {organizations.map((organization) => (
              <li key={organization.id}>
                <div>
                  <strong>{organization.name}</strong>
                  <span className="under">{[organization.address, organization.phone].filter(Boolean).join(" · ")}</span>
                  {organization.receivesOnly && <span className="under">Only receives referrals; it is not asked to answer.</span>}
                </div>
                <Button type="button" outline aria-label={`Select ${organization.name}`} onClick={() => onSelect(organization)}>
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
