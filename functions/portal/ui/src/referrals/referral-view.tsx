import { Link, useParams } from "react-router";

import { answered, type Schemas } from "../api/client";
import { useResource } from "../api/resource";
import { Contents } from "../parts/contents";
import { Done } from "../parts/done";
import { Facts } from "../parts/facts";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { Status, Warning } from "../parts/status";
import { useWhen } from "../parts/when";
import { useSession } from "../session/session";
import { deliveryWord, labelOf, methodWord } from "../words";
import { ReferralActions } from "./referral-actions";
import { Timeline } from "./timeline";

/** "Select the hyperlinked View text and see the information that was submitted." */
export function ReferralView() {
  const { id = "" } = useParams();
  const { api } = useSession();
  const referral = useResource(`referrals/${id}`, (signal) =>
    answered(api.GET("/v1/referrals/{id}", { signal, params: { path: { id } } })),
  );
  const customer = referral.value?.customer;
  return (
    <Page
      title={referral.value ? `Referral ${referral.value.reference}` : "Referral"}
      kicker={
        customer && (
          <Link to={`/app/customers/${customer.id}/referrals`}>
            {customer.firstName} {customer.lastName}
          </Link>
        )
      }
    >
      <Done />
      <Contents of={referral} what="the referral">
        {(value) => (
          <div className="beside">
            <div>
              <Heads referral={value} />
              <Submitted referral={value} />
              <h2>Timeline</h2>
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
        <Status status={referral.status} /> {referral.overdue && <Warning>Overdue</Warning>}
      </p>
      {referral.undeliverable && referral.delivery && (
        <Notice type="warning" heading={`The e-mail did not arrive: ${deliveryWord[referral.delivery].toLowerCase()}`}>
          <Link to={`/app/directory/${referral.organization.id}/contacts/${referral.contact.id}?referral=${referral.id}`}>
            Correct the contact
          </Link>{" "}
          and resend the referral, or resend it to another contact.
        </Notice>
      )}
      {referral.overdue && (
        <Notice type="warning" heading="No answer yet">
          It was due on {when.date(referral.responseDueOn)}. Call the partner and record the answer, or resend the referral.
        </Notice>
      )}
    </>
  );
}

function Submitted({ referral }: { referral: Schemas["Referral"] }) {
  const when = useWhen();
  const { catalog } = useSession();
  const { organization, contact, customer, consent, employment } = referral;
  return (
    <>
      <h2>Services</h2>
      <ul className="service-lines">
        {referral.services.map((line) => (
          <li key={line.key}>
            <span>{line.label}</span> <Status status={line.status} />
            {line.reason && <span className="under">{labelOf(catalog.rejectReasons, line.reason)}</span>}
            {line.outcome && <span className="under">{labelOf(catalog.closeOutcomes, line.outcome)}</span>}
          </li>
        ))}
      </ul>
      <h2>What was submitted</h2>
      <Facts
        facts={[
          ["Customer", `${customer.firstName} ${customer.lastName}`],
          ["Activity", employment?.activityName],
          ["Service", employment?.sessionDescription],
          ["Program block", employment?.programBlock],
          ["Form", employment && <Link to={`/app/referrals/${referral.id}/form`}>View the form</Link>],
          ["Organization", organization.name || "None yet"],
          ["Contact", contact.name ? <ContactLines contact={contact} /> : "None yet"],
          ["Note for the partner", referral.note && <span className="lines">{referral.note}</span>],
          ["Why again", referral.allowRepeat],
          ["Consent", consent && `${consent.by}, ${methodWord[consent.method].toLowerCase()}, ${when.date(consent.date)} until ${when.date(consent.until)}`],
          ["Sent", referral.sentAt && `${when.time(referral.sentAt)}${referral.sends > 1 ? ` (${referral.sends} times in all)` : ""}`],
          ["E-mail", referral.delivery && deliveryWord[referral.delivery]],
          ["Response due", when.date(referral.responseDueOn)],
          ["Last answer", when.time(referral.answeredAt)],
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
