import { useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Choice } from "../parts/field";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { Figures } from "./figures";

/** "Use the reporting system dashboard to access a list of customers who still need a referral." */
export function Dashboard() {
  const { api, me } = useSession();
  const [params, setParams] = useSearchParams();
  const grantee = params.get("grantee") ?? "";
  const dashboard = useResource(`dashboard?${grantee}`, (signal) =>
    answered(api.GET("/v1/dashboard", { signal, params: { query: grantee ? { grantee } : {} } })),
  );
  return (
    <Page title={words.dashboard.title}>
      {me.role === "program-admin" && (
        <Grantees value={grantee} onChange={(grantee) => setParams(grantee ? { grantee } : {})} />
      )}
      <Contents of={dashboard} what={words.dashboard.what}>
        {(value) => <Figures of={value} grantee={grantee} />}
      </Contents>
    </Page>
  );
}

function Grantees({ value, onChange }: { value: string; onChange(grantee: string): void }) {
  const { api } = useSession();
  const grantees = useResource("grantees", (signal) => answered(api.GET("/v1/grantees", { signal })));
  return (
    <div className="search">
      <Choice
        label={words.dashboard.grantee}
        empty={words.dashboard.allGrantees}
        options={(grantees.value?.items ?? []).map(({ id, name }) => ({ key: id, label: name }))}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
