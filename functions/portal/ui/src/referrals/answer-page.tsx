import { Link, useParams } from "react-router";

import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Page } from "../parts/page";
import { useSession } from "../session/session";
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
      title="Record an answer"
      kicker={referral.value && <Link to={`/app/referrals/${id}`}>Referral {referral.value.reference}</Link>}
    >
      <Contents of={referral} what="the referral">
        {(value) => <AnswerForm referral={value} onChange={referral.put} />}
      </Contents>
    </Page>
  );
}
