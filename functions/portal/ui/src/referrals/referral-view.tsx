import { Link, useParams } from "react-router";

import { answered } from "../api/client";
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
import { labelOf } from "../words/choices";
import { useDelivery } from "./delivery";
import { ReferralActions } from "./referral-actions";
import { Timeline } from "./timeline";

/** "Select the hyperlinked View text and see the information that was submitted." */
export function ReferralView() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const referral = useResource(`referrals/${id}`, (signal) =>
    answered(api.GET("/v1/referrals/{id}", { signal, params: { path: { id } } })),
  );
  useDelivery(referral.value, referral.put);
  const customer = referral.value?.customer;
  return (
    <Page
      title={referral.value ? words.terms.referralNumbered(referral.value.reference) : words.terms.referral}
      kicker={
        customer && (
          <Link to={`/app/customers/${customer.id}/referrals`}>
            {customer.firstName} {customer.lastName}
          </Link>
        )
      }
    >
      <Contents of={referral} what={words.referrals.view.what}>
        {(value) => (
          <div className="beside">
            <div>
              <Heads referral={value} />
              <Submitted referral={value} />
              <h2>{words.referrals.view.timeline}</h2>
              <Timeline entries={value.timeline} />
            </div>
            <ReferralActions referral={value} onChange={referral.put} />
          </div>
        )}
      </Contents>
    </Page>
  );
}

/** What has to be known first: how it stands, and what is the matter. */
function Heads({ referral }: { referral: Schemas["Referral"] }) {
  const when = useWhen();
  return (
    <>
      <p className="heads">
        <Status status={referral.status} /> {referral.overdue && <Warning>{words.terms.overdue}</Warning>}
      </p>
      {referral.undeliverable && referral.delivery && (
        <Notice type="warning" heading={words.referrals.view.notArrived(words.keys.delivery[referral.delivery])}>
          <Link to={`/app/directory/${referral.organization.id}/contacts/${referral.contact.id}?referral=${referral.id}`}>
            {words.referrals.view.correctContact}
          </Link>{" "}
          {words.referrals.view.thenResend}
        </Notice>
      )}
      {referral.overdue && (
        <Notice type="warning" heading={words.referrals.view.noAnswer}>
          {words.called[referral.kind].overdueNext(when.date(referral.responseDueOn))}
        </Notice>
      )}
    </>
  );
}

function Submitted({ referral }: { referral: Schemas["Referral"] }) {
  const when = useWhen();
  const { catalog } = useSession();
  const { organization, contact, customer, consent, employment } = referral;
  const called = words.called[referral.kind];
  return (
    <>
      <h2>{words.terms.services}</h2>
      <ul className="service-lines">
        {referral.services.map((line) => (
          <li key={line.key}>
            <span>{line.label}</span> <Status status={line.status} />
            {line.reason && <span className="under">{labelOf(catalog.rejectReasons, line.reason)}</span>}
            {line.outcome && <span className="under">{labelOf(catalog.closeOutcomes, line.outcome)}</span>}
          </li>
        ))}
      </ul>
      <h2>{words.referrals.view.submitted}</h2>
      <Facts
        facts={[
          [called.person, `${customer.firstName} ${customer.lastName}`],
          [words.referrals.view.activity, employment?.activityName],
          [words.terms.service, employment?.sessionDescription],
          [words.terms.programBlock, employment?.programBlock],
          [words.terms.form, employment && <Link to={`/app/referrals/${referral.id}/form`}>{words.referrals.view.viewForm}</Link>],
          [called.organization, organization.name || words.terms.noneYet],
          [words.terms.contact, contact.name ? <ContactLines contact={contact} /> : words.terms.noneYet],
          [called.note, referral.note && <span className="lines">{referral.note}</span>],
          [words.referrals.view.whyAgain, referral.allowRepeat],
          [
            words.terms.consent,
            consent &&
              words.referrals.view.consentOf(
                consent.by, words.keys.consentMethod[consent.method], when.date(consent.date), when.date(consent.until),
              ),
          ],
          [words.terms.sent, referral.sentAt && words.referrals.view.sentTimes(when.time(referral.sentAt), referral.sends)],
          [words.referrals.view.email, referral.delivery && words.keys.delivery[referral.delivery]],
          [words.terms.responseDue, when.date(referral.responseDueOn)],
          [words.terms.lastAnswer, when.time(referral.answeredAt)],
        ]}
      />
    </>
  );
}

function ContactLines({ contact }: { contact: Schemas["Referral"]["contact"] }) {
  const { name, email } = contact;
  return (
    <>
      {name}
      {"title" in contact && contact.title && `, ${contact.title}`}
      <span className="under">{email}</span>
      {"phone" in contact && contact.phone && <span className="under">{contact.phone}</span>}
    </>
  );
}
