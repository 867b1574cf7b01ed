import { Link, useParams } from "react-router";

import { tagged } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Done } from "../parts/done";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { FormEditor } from "./form-editor";
import { FormFacts, FormPDF } from "./form-facts";

/** The P301: reviewed and edited while it is a draft, as sent afterwards. */
export function FormPage() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const form = useResource(`referrals/${id}/form`, (signal) =>
    tagged(api.GET("/v1/referrals/{id}/form", { signal, params: { path: { id } } })),
  );
  return (
    <Page title={form.value?.value.title ?? "Form"} kicker={<Link to={`/app/referrals/${id}`}>Referral</Link>}>
      <Done />
      <Contents of={form} what="the form">
        {({ value, etag }) =>
          value.sentAt ? (
            <>
              <p>
                <FormPDF referralId={id} />
              </p>
              <FormFacts form={value} />
            </>
          ) : (
            <FormEditor form={value} etag={etag} onChange={form.put} />
          )
        }
      </Contents>
    </Page>
  );
}
