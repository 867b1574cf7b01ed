import type { Schemas } from "../api/schemas";
import { Focused } from "../parts/focused";
import { Notice } from "../parts/notice";
import { useWhen } from "../parts/when";
import { words } from "../words";

/** An answer that somebody else came before: what its giver saw, how it now is, and the reason that was typed. */
export interface Overtaken {
  before: Schemas["ProviderReferral"];
  now: Schemas["ProviderReferral"];
  reason: string;
}

/** Who did what since the page was opened. */
export function Meanwhile({ before, now, reason }: Overtaken) {
  const when = useWhen();
  const own = words.provider;
  const { status } = words.keys;
  const answered = now.answer && now.answer.at !== before.answer?.at ? now.answer : undefined;
  return (
    <Focused of={now}>
      <Notice type="warning" heading={own.changed} live>
        <p>
          {answered
            ? own.colleagueAnswered(answered.by, status[answered.decision], when.time(answered.at))
            : own.isNow(status[before.status], status[now.status])}
        </p>
        <p>{own.notSaved}</p>
        {reason && <p className="lines">{own.youTyped(reason)}</p>}
      </Notice>
    </Focused>
  );
}
