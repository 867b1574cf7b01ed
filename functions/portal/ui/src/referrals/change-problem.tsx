import { Notice } from "../parts/notice";
import { Problem } from "../parts/problem";
import { statusWord } from "../words";
import { type Change, newsOf, type Overtaken } from "./change";
import { Timeline } from "./timeline";

/** Why a change was not made. */
export function ChangeProblem<In extends unknown[]>({ change }: { change: Change<In> }) {
  if (change.overtaken) return <Meanwhile {...change.overtaken} />;
  return change.failure ? <Problem failure={change.failure} /> : null;
}

/** What somebody else did since the page was opened. */
function Meanwhile({ before, now }: Overtaken) {
  return (
    <Notice type="warning" level="h3" heading="Somebody else changed this referral" live>
      <p>
        Nothing of yours was saved yet, and what you typed is still there.
        {before.status !== now.status && ` It is now: ${statusWord[now.status]}.`}
      </p>
      <Timeline entries={newsOf(before, now)} />
      <p>Look at it, and do it again if it is still right.</p>
    </Notice>
  );
}
