import { Button, Table } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { Warning } from "../parts/status";
import { useSession } from "../session/session";
import { words } from "../words";

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
    <Page title={words.directory.title}>
      <form className="search" role="search" onSubmit={search}>
        <TextField label={words.directory.pickers.organization.label} value={typed} onChange={setTyped} />
        <Button type="submit">{words.terms.search}</Button>
      </form>
      <Link className="usa-button usa-button--outline" to="/app/directory/new">
        {words.directory.newOrganization.title}
      </Link>
      <Listed
        list={list}
        what={words.directory.pickers.organization.what}
        empty={<p>{q ? words.directory.pickers.organization.none : words.directory.pickers.organization.empty}</p>}
      >
        {(organizations) => (
          <Table fullWidth stackedStyle="default" caption={words.directory.pickers.organization.list}>
            <thead>
              <tr>
                <th scope="col">{words.terms.name}</th>
                <th scope="col">{words.terms.address}</th>
                <th scope="col">{words.terms.phone}</th>
              </tr>
            </thead>
            <tbody>
              {organizations.map((organization) => (
                <tr key={organization.id}>
                  <th scope="row" data-label={words.terms.name}>
                    <Link to={`/app/directory/${organization.id}`}>{organization.name}</Link>{" "}
                    {organization.mergedInto && <Warning>{words.directory.merged}</Warning>}
                  </th>
                  <td data-label={words.terms.address}>{organization.address}</td>
                  <td data-label={words.terms.phone}>{organization.phone}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </Page>
  );
}
