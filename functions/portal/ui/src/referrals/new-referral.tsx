import { useParams, useSearchParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { ReferralForm } from "./referral-form";

/** The guide's New Referral window, or one that was saved as a draft. */
export function NewReferral() {
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const draft = params.get("draft");
  const { api, catalog } = useSession();
  const customer = useResource(`customers/${id}`, (signal) =>
    answered(api.GET("/v1/customers/{id}", { signal, params: { path: { id } } })),
  );
  const saved = useResource(`referrals/${draft ?? ""}`, async (signal) =>
    draft ? answered(api.GET("/v1/referrals/{id}", { signal, params: { path: { id: draft } } })) : null,
  );
  // What the latest assessment needs is shown before the rest; without it the window is usable all the same.
  const assessments = useResource(`customers/${id}/assessments`, (signal) =>
    answered(api.GET("/v1/customers/{id}/assessments", { signal, params: { path: { id } } })),
  );
  const ticked = assessments.value?.items[0]?.options ?? [];
  const needed = catalog.alignments
    .flatMap(({ options }) => options)
    .filter((option) => ticked.includes(option.key))
    .flatMap((option) => option.services);
  return (
    <Page title="New Referral">
      <Contents of={customer} what="the customer">
        {(customer) => (
          <Contents of={saved} what="the draft">
            {(saved) => (
              <ReferralForm key={saved?.id ?? "new"} customer={customer} saved={saved ?? undefined} needed={needed} />
            )}
          </Contents>
        )}
      </Contents>
    </Page>
  );
}
