import { Link, useParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
import { words } from "../words";
import { AnswerForm } from "./answer-form";

/** Record an answer: what a partner told a member of the staff. */
export function AnswerPage() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const referral = useResource(`referrals/${id}`, (signal) =>
    answered(api.GET("/v1/referrals/{id}", { signal, params: { path: { id } } })),
  );
  return (
    <Page
      title={words.referrals.answer.title}
      kicker={referral.value && <Link to={`/app/referrals/${id}`}>{words.terms.referralNumbered(referral.value.reference)}</Link>}
    >
      <Contents of={referral} what={words.referrals.view.what}>
        {(value) => <AnswerForm referral={value} onChange={referral.put} />}
      </Contents>
    </Page>
  );
}
