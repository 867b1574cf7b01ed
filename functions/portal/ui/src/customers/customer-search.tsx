import { Button, Table } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useList } from "../api/list";
import type { Schemas } from "../api/schemas";
import { Choice, TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { customerWord } from "./called";

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
  const { search: own } = words.customers;
  const { many, Many } = customerWord(me.role);
  const search = (event: FormEvent) => {
    event.preventDefault();
    const next = new URLSearchParams();
    if (typed.q.trim()) next.set("q", typed.q.trim());
    if (typed.group) next.set("group", typed.group);
    setParams(next);
  };
  const empty =
    q || group ? (
      <p>
        {group ? own.nobodyInGroup : own.nobody}{" "}
        <Link to="/app/customers" onClick={() => setTyped({ q: "", group: "" })}>
          {own.showAll(many)}
        </Link>
      </p>
    ) : (
      <p>{own.noneYet(many)}</p>
    );
  const title = q ? own.foundBy(Many, q) : group ? words.lists.inGroup(Many, group) : own.all(many);
  const byCase = me.role === "navigator";
  return (
    <Page title={Many}>
      <form className="search" role="search" onSubmit={search}>
        <TextField
          label={byCase ? own.nameOrCase : own.name}
          hint={byCase ? undefined : own.nameHint}
          value={typed.q}
          onChange={(q) => setTyped({ ...typed, q })}
        />
        {me.groups.length > 0 && (
          <Choice
            label={words.terms.group}
            empty={own.allGroups}
            options={me.groups.map((key) => ({ key, label: key }))}
            value={typed.group}
            onChange={(group) => setTyped({ ...typed, group })}
          />
        )}
        <Button type="submit">{words.terms.search}</Button>
      </form>
      <Listed list={list} what={many} empty={empty}>
        {(customers) => (
          <CustomerTable customers={customers} caption={words.lists.titled(title, customers.length, Boolean(list.more))} byCase={byCase} />
        )}
      </Listed>
    </Page>
  );
}

interface TableProps {
  customers: Schemas["Customer"][];
  caption: string;
  /** Whether they are known by case number rather than by group. */
  byCase: boolean;
}

/** "Select the Last Name of the customer to access customer-level details." */
function CustomerTable({ customers, caption, byCase }: TableProps) {
  const { lastName, firstName, caseNumber, phone, group } = words.terms;
  return (
    <Table fullWidth striped stackedStyle="default" caption={caption}>
      <thead>
        <tr>
          <th scope="col">{lastName}</th>
          <th scope="col">{firstName}</th>
          {byCase && <th scope="col">{caseNumber}</th>}
          <th scope="col">{phone}</th>
          {!byCase && <th scope="col">{group}</th>}
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          <tr key={customer.id}>
            <th scope="row" data-label={lastName}>
              <Link to={`/app/customers/${customer.id}`}>{customer.lastName}</Link>
            </th>
            <td data-label={firstName}>{customer.firstName}</td>
            {byCase && <td data-label={caseNumber}>{customer.caseNumber}</td>}
            <td data-label={phone}>{customer.phone}</td>
            {!byCase && <td data-label={group}>{customer.group}</td>}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
