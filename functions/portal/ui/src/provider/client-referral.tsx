import { Link, useParams } from "react-router";

import { FormFacts, FormPDF } from "../activities/form-facts";
import { tagged, type Schemas } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Facts } from "../parts/facts";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Status, Warning } from "../parts/status";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { statusWord } from "../words";
import { ResponseForm } from "./response-form";

/** One referral as the provider sees it: with the form, until it is rejected or canceled. */
export function ClientReferral() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const when = useWhen();
  const referral = useResource(`provider/referrals/${id}`, (signal) =>
    tagged(api.GET("/v1/provider/referrals/{id}", { signal, params: { path: { id } } })),
  );
  return (
    <Page
      title={referral.value ? `Referral ${referral.value.value.reference}` : "Referral"}
      kicker={<Link to="/app/client-referrals">View Client Referrals</Link>}
    >
      <Contents of={referral} what="the referral">
        {({ value, etag }) => (
          <div className="beside">
            <div>
              <p className="heads">
                <Status status={value.status} /> {value.overdue && <Warning>Overdue</Warning>}
              </p>
              {value.answer && <YourAnswer answer={value.answer} />}
              <Facts
                facts={[
                  ["Activity", value.activityName],
                  ["Service", value.service],
                  ["Sent", when.time(value.sentAt)],
                  ["Response due", value.canRespond && !value.answer && when.date(value.responseDueOn)],
                ]}
              />
              {value.form ? (
                <>
                  <h2>{value.form.title}</h2>
                  <p>
                    <FormPDF referralId={value.id} />
                  </p>
                  <FormFacts form={value.form} />
                </>
              ) : (
                <Notice type="info">
                  This referral is {statusWord[value.status].toLowerCase()}: the client’s details and the form are no longer shown.
                </Notice>
              )}
            </div>
            {value.canRespond && <ResponseForm key={value.version} referral={value} etag={etag} onChange={referral.put} />}
          </div>
        )}
      </Contents>
    </Page>
  );
}

function YourAnswer({ answer }: { answer: NonNullable<Schemas["ProviderReferral"]["answer"]> }) {
  const when = useWhen();
  return (
    <Notice type={answer.decision === "rejected" ? "info" : "success"} heading={statusWord[answer.decision]}>
      <p>
        By {answer.by}, {when.time(answer.at)}.
      </p>
      {answer.reason && <p className="lines">{answer.reason}</p>}
    </Notice>
  );
}
