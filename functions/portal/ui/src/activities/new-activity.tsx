import type { FormEvent } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { useIdempotencyKey, useSubmit } from "../api/submit";
import { Act } from "../parts/act";
import { Contents } from "../parts/contents";
import { useDraft } from "../parts/draft";
import { Facts } from "../parts/facts";
import { Fields } from "../parts/fields";
import { Page } from "../parts/page";
import { Problem } from "../parts/problem";
import { useSession } from "../session/session";
import { words } from "../words";
import { ActivityFields, blankActivity, entryOf, providersOf } from "./activity-fields";

/** Customer Activity Detail of an activity that is being added. */
export function NewActivity() {
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const activity = params.get("activity") ?? "";
  const session = params.get("session") ?? "";
  const { api } = useSession();
  const read = useResource(`customers/${id}/activities/new`, async (signal) => {
    const [customer, catalog] = await Promise.all([
      answered(api.GET("/v1/customers/{id}", { signal, params: { path: { id } } })),
      answered(api.GET("/v1/activities", { signal })),
    ]);
    return { customer, catalog };
  });
  return (
    <Page title={words.activities.detail.title} kicker={<Link to={`/app/customers/${id}/activities`}>{words.activities.list.caption}</Link>}>
      <Facts
        facts={[
          [words.terms.activityName, activity],
          [words.terms.sessionDescription, session],
        ]}
      />
      <Contents of={read} what={words.activities.detail.theClient}>
        {({ customer, catalog }) => (
          <NewActivityForm
            customerId={id}
            activity={activity}
            session={session}
            blocks={(customer.programBlocks ?? []).map(({ block }) => block)}
            providers={providersOf(catalog, activity, session)}
          />
        )}
      </Contents>
    </Page>
  );
}

interface Props {
  customerId: string;
  activity: string;
  session: string;
  blocks: string[];
  providers: string[];
}

function NewActivityForm({ customerId, activity, session, blocks, providers }: Props) {
  const { api } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped, clear] = useDraft(`activity:${customerId}:${activity}:${session}`, {
    ...blankActivity,
    // Where there is one only, there is nothing to choose.
    programBlock: blocks.length === 1 ? (blocks[0] ?? "") : "",
    providerId: providers.length === 1 ? (providers[0] ?? "") : "",
  });
  const keyOf = useIdempotencyKey();
  const add = useSubmit(async () => {
    const body = entryOf(activity, session, typed);
    const added = await answered(
      api.POST("/v1/customers/{id}/activities", {
        params: { path: { id: customerId }, header: { "Idempotency-Key": keyOf(body) } },
        body,
      }),
    );
    clear();
    void navigate(`/app/customers/${customerId}/activities/${added.id}`, { state: { done: words.activities.detail.added } });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add.run();
  };
  return (
    <Fields failure={add.failure}>
      <form className="narrow" onSubmit={submit} noValidate>
        <ActivityFields value={typed} onChange={setTyped} blocks={blocks} providers={providers} />
        {add.failure && <Problem failure={add.failure} />}
        <Act type="submit" busy={add.busy}>
          {words.terms.save}
        </Act>
      </form>
    </Fields>
  );
}
