import { words } from "../words";

/** Says what is on its way. */
export function Loading({ what }: { what: string }) {
  return (
    <p role="status" className="loading">
      {words.parts.loading(what)}
    </p>
  );
}
