import { Link } from "react-router";

import { NoteService } from "../activities/note-service";
import type { Schemas } from "../api/schemas";
import { words } from "../words";
import { CancelReferral } from "./cancel-referral";
import { DiscardDraft } from "./discard-draft";
import { ResendReferral } from "./resend-referral";

interface Props {
  referral: Schemas["Referral"];
  onChange(referral: Schemas["Referral"]): void;
}

const open: Schemas["Status"][] = ["sent", "pending", "accepted", "customer-not-responding"];

/** What can be done with a referral as it stands. */
export function ReferralActions({ referral, onChange }: Props) {
  const isOpen = open.includes(referral.status);
  const isDraft = referral.status === "draft";
  const employment = referral.kind === "employment";
  // A draft that was thrown away is canceled, too; there is nothing to send again.
  const canResend = isOpen || (referral.status === "canceled" && referral.sends > 0);
  if (!isDraft && !canResend) return null;
  return (
    <aside className="actions" aria-label={words.referrals.actions.title}>
      {isDraft && (
        <section>
          <Link
            className="usa-button"
            to={employment ? `/app/referrals/${referral.id}/form` : `/app/customers/${referral.customer.id}/referrals/new?draft=${referral.id}`}
          >
            {words.referrals.actions.goOn}
          </Link>
        </section>
      )}
      {isOpen && (
        <section>
          <Link className="usa-button usa-button--outline" to={`/app/referrals/${referral.id}/answer`}>
            {words.referrals.actions.recordAnswer}
          </Link>
          <p className="usa-hint">{words.called[referral.kind].recordAnswerHint}</p>
        </section>
      )}
      {employment && (isOpen || isDraft) && <NoteService referral={referral} onChange={onChange} />}
      {canResend && <ResendReferral referral={referral} onChange={onChange} />}
      {canResend && !employment && (
        <section>
          <Link to={`/app/referrals/${referral.id}/consent`}>
            {referral.consent ? words.referrals.actions.changeConsent : words.referrals.actions.recordConsent}
          </Link>
        </section>
      )}
      {isOpen && <CancelReferral referral={referral} onChange={onChange} />}
      {isDraft && <DiscardDraft referral={referral} onChange={onChange} />}
    </aside>
  );
}
