import { useParams, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { Contents } from "../parts/contents";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { DraftForm, NewForm } from "./referral-form";

/** The guide's New Referral window, or one that was saved as a draft. */
export function NewReferral() {
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const draft = params.get("draft");
  const { api } = useSession();
  const customer = useResource(`customers/${id}`, (signal) =>
    answered(api.GET("/v1/customers/{id}", { signal, params: { path: { id } } })),
  );
  const needed = useNeeded(id);
  const own = words.referrals.window;
  return (
    <Page title={own.title}>
      <Contents of={customer} what={own.theCustomer}>
        {(customer) =>
          draft ? (
            <SavedDraft key={draft} id={draft} customer={customer} needed={needed} />
          ) : (
            <NewForm customer={customer} needed={needed} />
          )
        }
      </Contents>
    </Page>
  );
}

function SavedDraft({ id, customer, needed }: { id: string; customer: Schemas["Customer"]; needed: string[] }) {
  const { api } = useSession();
  const saved = useResource(`referrals/${id}`, (signal) =>
    answered(api.GET("/v1/referrals/{id}", { signal, params: { path: { id } } })),
  );
  return (
    <Contents of={saved} what={words.referrals.window.theDraft}>
      {(saved) => <DraftForm customer={customer} saved={saved} needed={needed} />}
    </Contents>
  );
}

/** Keys of the services that the latest assessment needs; none while it is read, nor without one. */
function useNeeded(customerId: string): string[] {
  const { api, catalog } = useSession();
  const assessments = useResource(`customers/${customerId}/assessments`, (signal) =>
    answered(api.GET("/v1/customers/{id}/assessments", { signal, params: { path: { id: customerId } } })),
  );
  const ticked = assessments.value?.items[0]?.options ?? [];
  return catalog.alignments
    .flatMap(({ options }) => options)
    .filter((option) => ticked.includes(option.key))
    .flatMap((option) => option.services);
}
