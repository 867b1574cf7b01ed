import { Button, Table } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import { Choice, TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { customerWord } from "../roles";
import { useSession } from "../session/session";

/** "Use the following search fields to narrow results to a specific subset of customers." */
export function CustomerSearch() {
  const { api, me } = useSession();
  const [params, setParams] = useSearchParams();
  const q = params.get("q") ?? "";
  const group = params.get("group") ?? "";
  const [typed, setTyped] = useState({ q, group });
  const list = useList(`customers?${q}&${group}`, (cursor, signal) =>
    answered(
      api.GET("/v1/customers", { signal, params: { query: { q: q || undefined, group: group || undefined, cursor } } }),
    ),
  );
  const words = customerWord(me.role);
  const navigator = me.role === "navigator";
  const search = (event: FormEvent) => {
    event.preventDefault();
    const next = new URLSearchParams();
    if (typed.q.trim()) next.set("q", typed.q.trim());
    if (typed.group) next.set("group", typed.group);
    setParams(next);
  };
  // The API has no list of the groups; those of the customers found are those that there are to choose from.
  const groups = [...new Set([group, ...list.items.map((customer) => customer.group)])].filter(Boolean);

  return (
    <Page title={words.Many}>
      <form className="search" role="search" onSubmit={search}>
        <TextField
          label={navigator ? "Name or case number" : "Name"}
          hint={navigator ? undefined : "First or last name, or how it begins"}
          value={typed.q}
          onChange={(q) => setTyped({ ...typed, q })}
        />
        {!navigator && (
          <Choice
            label="Group"
            empty="All groups"
            options={groups.map((key) => ({ key, label: key }))}
            value={typed.group}
            onChange={(group) => setTyped({ ...typed, group })}
          />
        )}
        <Button type="submit">Search</Button>
      </form>
      <Listed
        list={list}
        what={words.many}
        empty={
          q || group ? (
            <p>
              Nobody was found. Try the beginning of the first or last name{group && ", or all groups"}.{" "}
              <Link to="/app/customers" onClick={() => setTyped({ q: "", group: "" })}>
                Show all {words.many}
              </Link>
            </p>
          ) : (
            <p>There are no {words.many} yet. They come from the reporting system.</p>
          )
        }
      >
        {(customers) => (
          <Table fullWidth striped stackedStyle="default" caption={q ? `${words.Many} found by “${q}”` : `All ${words.many}`}>
            <thead>
              <tr>
                <th scope="col">Last name</th>
                <th scope="col">First name</th>
                {navigator && <th scope="col">Case number</th>}
                <th scope="col">Phone</th>
                {!navigator && <th scope="col">Group</th>}
              </tr>
            </thead>
            <tbody>
              {customers.map((customer) => (
                <tr key={customer.id}>
                  <th scope="row" data-label="Last name">
                    <Link to={`/app/customers/${customer.id}`}>{customer.lastName}</Link>
                  </th>
                  <td data-label="First name">{customer.firstName}</td>
                  {navigator && <td data-label="Case number">{customer.caseNumber}</td>}
                  <td data-label="Phone">{customer.phone}</td>
                  {!navigator && <td data-label="Group">{customer.group}</td>}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Listed>
    </Page>
  );
}
