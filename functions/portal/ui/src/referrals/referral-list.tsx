import { Button, Checkbox } from "@trussworks/react-uswds";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";

import { answered, asFile, fileOf } from "../api/client";
import { useList } from "../api/list";
import type { Schemas } from "../api/schemas";
import { Download } from "../parts/download";
import { Choice, TextField } from "../parts/field";
import { Listed } from "../parts/list";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { choices } from "../words/choices";
import { ReferralTable } from "./referral-table";

/** All referrals that went out, newest first. */
export function ReferralList() {
  const { api, me } = useSession();
  const called = words.called[me.role === "navigator" ? "employment" : "support"];
  const [params, setParams] = useSearchParams();
  const q = params.get("q") ?? "";
  const status = params.get("status") ?? "";
  const overdue = params.get("overdue") === "true";
  const [typed, setTyped] = useState({ q, status, overdue });
  const query = {
    ...(q && { q }),
    ...(status && { status: status as Schemas["Status"] }),
    ...(overdue && { overdue }),
  };
  const list = useList(`referrals?${JSON.stringify(query)}`, (cursor, signal) =>
    answered(api.GET("/v1/referrals", { signal, params: { query: { ...query, cursor } } })),
  );
  const search = (event: FormEvent) => {
    event.preventDefault();
    setParams({
      ...(typed.q.trim() && { q: typed.q.trim() }),
      ...(typed.status && { status: typed.status }),
      ...(typed.overdue && { overdue: "true" }),
    });
  };
  const csv = () => fileOf(api.GET("/v1/referrals", { params: { query }, ...asFile("text/csv") }));
  return (
    <Page title={words.referrals.list.title}>
      <form className="search" role="search" onSubmit={search}>
        <TextField label={called.search} value={typed.q} onChange={(q) => setTyped({ ...typed, q })} />
        <Choice
          label={words.terms.status}
          empty={words.terms.all}
          options={choices(words.keys.status)}
          value={typed.status}
          onChange={(status) => setTyped({ ...typed, status })}
        />
        <Checkbox
          id="overdue"
          name="overdue"
          label={words.referrals.list.overdueOnly}
          checked={typed.overdue}
          onChange={(event) => setTyped({ ...typed, overdue: event.target.checked })}
        />
        <Button type="submit">{words.terms.search}</Button>
      </form>
      {list.items.length > 0 && (
        <Download name="referrals.csv" fetch={csv}>
          {words.terms.downloadCsv}
        </Download>
      )}
      <Listed
        list={list}
        what={words.referrals.list.what}
        empty={<p>{params.size > 0 ? words.referrals.list.none : words.referrals.list.empty}</p>}
      >
        {(rows) => <ReferralTable rows={rows} caption={words.referrals.list.caption} customers />}
      </Listed>
    </Page>
  );
}
