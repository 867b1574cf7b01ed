import { useState } from "react";
import { Link, useParams } from "react-router";

import { FormFacts, FormPDF } from "../activities/form-facts";
import { tagged, type Tagged } from "../api/client";
import { useResource } from "../api/resource";
import type { Schemas } from "../api/schemas";
import { Contents } from "../parts/contents";
import { Facts } from "../parts/facts";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Status, Warning } from "../parts/status";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { words } from "../words";
import { Meanwhile, type Overtaken } from "./meanwhile";
import { ResponseForm } from "./response-form";

type Referral = Schemas["ProviderReferral"];

/** One referral as the provider sees it: with the form, until it is rejected or canceled. */
export function ClientReferral() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const [overtaken, setOvertaken] = useState<Overtaken>();
  const referral = useResource(`provider/referrals/${id}`, (signal) =>
    tagged(api.GET("/v1/provider/referrals/{id}", { signal, params: { path: { id } } })),
  );
  const onChange = (now: Tagged<Referral>, overtaken?: Overtaken) => {
    setOvertaken(overtaken);
    referral.put(now);
  };
  return (
    <Page
      title={referral.value ? words.terms.referralNumbered(referral.value.value.reference) : words.terms.referral}
      kicker={<Link to="/app/client-referrals">{words.provider.title}</Link>}
    >
      {overtaken && <Meanwhile {...overtaken} />}
      <Contents of={referral} what={words.provider.theReferral}>
        {({ value, etag }) => (
          <div className="beside">
            <Shown referral={value} />
            {value.canRespond && <ResponseForm referral={value} etag={etag} onChange={onChange} />}
          </div>
        )}
      </Contents>
    </Page>
  );
}

function Shown({ referral }: { referral: Referral }) {
  const when = useWhen();
  const { status, overdue, answer, form } = referral;
  return (
    <div>
      <p className="heads">
        <Status status={status} /> {overdue && <Warning>{words.terms.overdue}</Warning>}
      </p>
      {answer && <YourAnswer answer={answer} />}
      <Facts
        facts={[
          [words.terms.activityName, referral.activityName],
          [words.terms.service, referral.service],
          [words.terms.sent, when.time(referral.sentAt)],
          [words.terms.responseDue, referral.canRespond && !answer && when.date(referral.responseDueOn)],
        ]}
      />
      {form ? (
        <>
          <h2>{form.title}</h2>
          <p>
            <FormPDF referralId={referral.id} />
          </p>
          <FormFacts form={form} />
        </>
      ) : (
        <Notice type="info">{words.provider.hidden(words.keys.status[status])}</Notice>
      )}
    </div>
  );
}

function YourAnswer({ answer }: { answer: NonNullable<Referral["answer"]> }) {
  const when = useWhen();
  return (
    <Notice type={answer.decision === "rejected" ? "info" : "success"} heading={words.keys.status[answer.decision]}>
      <p>{words.provider.answeredBy(answer.by, when.time(answer.at))}</p>
      {answer.reason && <p className="lines">{answer.reason}</p>}
    </Notice>
  );
}
