import type { Schemas } from "../api/schemas";
import { useWhen } from "../parts/when";
import { words } from "../words";

/** What happened to a referral, in its order. */
export function Timeline({ entries }: { entries: Schemas["TimelineEntry"][] }) {
  const when = useWhen();
  return (
    <ol className="timeline">
      {entries.map((entry, index) => (
        <li key={index}>
          <span className="what">{happened(entry.type)}</span>
          <span className="under">
            <time dateTime={entry.at}>{when.time(entry.at)}</time>, {entry.by}
          </span>
          {entry.detail && <span className="lines">{entry.detail}</span>}
        </li>
      ))}
    </ol>
  );
}

/** What happened. A kind of event that is newer than this page is told by its key. */
function happened(type: string): string {
  return words.keys.timeline[type] ?? type.replaceAll("-", " ");
}
