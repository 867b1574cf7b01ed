import { useState } from "react";
import { useNavigate } from "react-router";

import type { Schemas } from "../api/schemas";
import { useSubmit } from "../api/submit";
import { useDraft, useForget } from "../parts/draft";
import { Facts } from "../parts/facts";
import { Problem } from "../parts/problem";
import { words } from "../words";
import { type Overtaken, useChange } from "./change";
import { ChangeProblem } from "./change-problem";
import { ReferralWindow } from "./referral-window";
import { useFreshContact } from "./fresh-contact";
import { asksAlike, blankSubmission, type Submission, submissionOf, useWindow } from "./submission";

type Referral = Schemas["Referral"];
type Action = "submit" | "save";

interface Props {
  customer: Schemas["Customer"];
  /** Keys of the services that the latest assessment needs. */
  needed: string[];
}

/** A new referral. What was chosen stays through a reload, until it is submitted, saved or closed. */
export function NewForm({ customer, needed }: Props) {
  const [of, setOf, clear] = useDraft<Submission>(`referral:${customer.id}`, blankSubmission);
  useFreshContact(of, setOf);
  const { create } = useWindow(customer.id);
  const { finish, close } = useLeave(customer.id, clear);
  const done = useSubmit(async (action: Action) => finish(action, await create(of, action === "save")));
  const alike = done.failure?.problem?.duplicateOf;
  return (
    <ReferralWindow
      customer={customer} needed={needed} of={of} onChange={setOf} busy={done.busy} failure={done.failure}
      entered={!asksAlike(of, blankSubmission)}
      problem={done.failure && !alike && <Problem failure={done.failure} heading={words.referrals.window.notSent} />}
      onSubmit={() => void done.run("submit")} onSave={() => void done.run("save")} onClose={close}
    />
  );
}

/** One that was saved as a draft, and may be changed by a colleague meanwhile. */
export function DraftForm({ customer, saved, needed }: Props & { saved: Referral }) {
  const [now, setNow] = useState(saved);
  const [of, setOf, clear] = useDraft<Submission>(`referral:${customer.id}:${saved.id}`, submissionOf(now));
  useFreshContact(of, setOf);
  const { change, send } = useWindow(customer.id);
  const { finish, close } = useLeave(customer.id, clear);
  // What a colleague changed is taken over, but for what was typed here.
  const take = (next: Referral) => {
    setOf((of) => merged(of, submissionOf(now), submissionOf(next)));
    setNow(next);
  };
  const done = useChange(now, take, async (etag, action: Action) => {
    const changed = await change(saved.id, etag, of);
    if (action === "save") {
      finish(action, changed);
      return changed;
    }
    // One that was changed and could not be sent is tried again as it then is.
    setNow(changed);
    const sent = await send(saved.id, `"${changed.version}"`);
    finish(action, sent);
    return sent;
  });
  const alike = done.failure?.problem?.duplicateOf;
  const forget = () => {
    clear();
    done.clear();
    setOf(submissionOf(now));
  };
  const { overtaken } = done;
  return (
    <ReferralWindow
      customer={customer} draft={saved.id} needed={needed} of={of} onChange={setOf} busy={done.busy} failure={done.failure}
      entered={!asksAlike(of, submissionOf(now))}
      problem={
        !alike && (
          <ChangeProblem change={done} heading={words.referrals.window.notSent} onForget={forget}>
            {overtaken && <Differences before={overtaken.before} now={overtaken.now} />}
          </ChangeProblem>
        )
      }
      onSubmit={() => void done.run("submit")} onSave={() => void done.run("save")} onClose={close}
    />
  );
}

/** What a colleague changed of a draft. */
function Differences({ before, now }: Overtaken) {
  const told = (referral: Referral): [string, string][] => [
    [words.terms.organization, referral.organization.name],
    [words.terms.contact, referral.contact.name],
    [words.terms.services, referral.services.map(({ label }) => label).join(", ")],
    [words.referrals.window.notes, referral.note],
  ];
  const was = told(before);
  const changed = told(now).flatMap(([name, value], index): [string, string][] => {
    const old = was[index]?.[1] ?? "";
    return value === old ? [] : [[name, words.referrals.meanwhile.became(old, value)]];
  });
  return <Facts facts={changed} />;
}

/** What was typed on top of what a colleague saved meanwhile. */
function merged(typed: Submission, before: Submission, now: Submission): Submission {
  const kept = Object.entries(typed).filter(
    ([field, value]) => whatOf(value) !== whatOf(before[field as keyof Submission]),
  );
  return { ...now, ...(Object.fromEntries(kept) as Partial<Submission>) };
}

/** What was chosen, whatever is known of it meanwhile, or typed. */
function whatOf(value: Submission[keyof Submission]): string {
  return JSON.stringify(value && typeof value === "object" && "id" in value ? value.id : value);
}

/** The ways out of the window, to the customer's table. */
function useLeave(customerId: string, clear: () => void) {
  const navigate = useNavigate();
  const forget = useForget();
  const leave = () => {
    clear();
    forget(`organization:${customerId}`);
  };
  const table = `/app/customers/${customerId}/referrals`;
  const { sent, saved } = words.referrals.window;
  return {
    finish: (action: Action, { reference, organization }: Referral) => {
      leave();
      void navigate(table, { state: { done: (action === "submit" ? sent : saved)(reference, organization.name) } });
    },
    close: () => {
      leave();
      void navigate(table);
    },
  };
}
