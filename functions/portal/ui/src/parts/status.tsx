import type { Schemas } from "../api/schemas";
import { words } from "../words";

/** The status of a referral or of one service, in words and by a color that repeats them. */
export function Status({ status }: { status: Schemas["Status"] }) {
  return <span className={`status status--${status}`}>{words.keys.status[status]}</span>;
}

/** Says that something is the matter. */
export function Warning({ children }: { children: React.ReactNode }) {
  return <span className="status status--warning">{children}</span>;
}
