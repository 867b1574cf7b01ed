import { Button, Table } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { Done } from "../parts/done";
import { TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { Warning } from "../parts/status";
import { useSession } from "../session/session";

/** The partner organizations that the grantees of a program share. */
export function Directory() {
  const { api } = useSession();
  const [params, setParams] = useSearchParams();
  const q = params.get("q") ?? "";
  const [typed, setTyped] = useState(q);
  const list = useList(`organizations?${q}`, (cursor, signal) =>
    answered(api.GET("/v1/organizations", { signal, params: { query: { q: q || undefined, cursor } } })),
  );
  const search = (event: FormEvent) => {
    event.preventDefault();
    setParams(typed.trim() ? { q: typed.trim() } : {});
  };
  return (
    <Page title="Directory">
      <Done />
      <form className="search" role="search" onSubmit={search}>
        <TextField label="Name of the organization" value={typed} onChange={setTyped} />
        <Button type="submit">Search</Button>
      </form>
      <Link className="usa-button usa-button--outline" to="/app/directory/new">
        New Organization
      </Link>
      <Listed
        list={list}
        what="organizations"
        empty={<p>{q ? "None was found. Try another word of its name, or add it with New Organization." : "There are none yet. Add one with New Organization."}</p>}
      >
        {(organizations) => (
          <Table fullWidth stackedStyle="default" caption="Organizations">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Address</th>
                <th scope="col">Phone</th>
              </tr>
            </thead>
            <tbody>
              {organizations.map((organization) => (
                <tr key={organization.id}>
                  <th scope="row" data-label="Name">
                    <Link to={`/app/directory/${organization.id}`}>{organization.name}</Link>{" "}
                    {organization.mergedInto && <Warning>Merged</Warning>}
                  </th>
                  <td data-label="Address">{organization.address}</td>
                  <td data-label="Phone">{organization.phone}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </Page>
  );
}
