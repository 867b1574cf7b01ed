import { Link, useParams } from "react-router";

import { type API, answered } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { Contents } from "../parts/contents";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { FormEditor } from "./form-editor";
import { FormFacts, FormPDF } from "./form-facts";

/** A form and the referral that it makes, of one version. */
export interface FormOfReferral {
  form: Schemas["Form"];
  referral: Schemas["Referral"];
}

async function read(api: API, id: string, signal?: AbortSignal): Promise<FormOfReferral> {
  const path = { id };
  const [form, referral] = await Promise.all([
    answered(api.GET("/v1/referrals/{id}/form", { signal, params: { path } })),
    answered(api.GET("/v1/referrals/{id}", { signal, params: { path } })),
  ]);
  return { form, referral };
}

/** The P301: reviewed and edited while it is a draft, as sent afterwards. */
export function FormPage() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const both = useResource(`referrals/${id}/form`, (signal) => read(api, id, signal));
  const { title, what } = words.activities.form;
  const reference = both.value?.referral.reference;
  return (
    <Page
      title={both.value?.form.title ?? title}
      kicker={<Link to={`/app/referrals/${id}`}>{reference ? words.terms.referralNumbered(reference) : words.terms.referral}</Link>}
    >
      <Contents of={both} what={what}>
        {({ form, referral }) =>
          form.sentAt ? (
            <>
              <p>
                <FormPDF referralId={id} />
              </p>
              <FormFacts form={form} />
            </>
          ) : (
            <FormEditor form={form} referral={referral} onChanged={async () => both.put(await read(api, id))} />
          )
        }
      </Contents>
    </Page>
  );
}
