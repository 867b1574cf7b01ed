import { Button } from "@trussworks/react-uswds";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { Focused } from "../parts/focused";
import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { words } from "../words";
import { type Change, newsOf, type Overtaken } from "./change";
import { Timeline } from "./timeline";

interface Props<In extends unknown[]> {
  change: Change<In>;
  /** What the problem is called, where it is none of somebody else's doing. */
  heading?: string;
  /** Gives up what was typed, for what somebody else did. */
  onForget?: () => void;
  /** What else changed, beside what the timeline tells. */
  children?: ReactNode;
}

/** Why a change was not made. */
export function ChangeProblem<In extends unknown[]>({ change, heading, onForget, children }: Props<In>) {
  if (change.overtaken) {
    return (
      <Meanwhile overtaken={change.overtaken} onForget={onForget}>
        {children}
      </Meanwhile>
    );
  }
  return change.failure ? <Problem failure={change.failure} heading={heading} /> : null;
}

/** What somebody else did since the page was opened: who, what and when. */
function Meanwhile({ overtaken: { before, now }, onForget, children }: { overtaken: Overtaken; onForget?: () => void; children?: ReactNode }) {
  const own = words.referrals.meanwhile;
  return (
    <Focused of={now}>
      <Notice type="warning" level="h3" heading={own.title} live>
        <p>
          {own.kept} {before.status !== now.status && own.isNow(words.keys.status[now.status])}
        </p>
        <Timeline entries={newsOf(before, now)} />
        {children}
        <p>
          {own.goOn} <Link to={`/app/referrals/${now.id}`}>{own.view}</Link>
        </p>
        {onForget && (
          <Button type="button" outline onClick={onForget}>
            {own.forget}
          </Button>
        )}
      </Notice>
    </Focused>
  );
}
