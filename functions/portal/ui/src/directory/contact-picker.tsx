import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { Picker } from "../parts/picker";
import { Warning } from "../parts/status";
import { useSession } from "../session/session";
import { words } from "../words";

/** "Click Search Contact to see if the contact has already been added. If it has, click the Select button." */
export function ContactPicker({ organizationId, onSelect }: { organizationId: string; onSelect(contact: Schemas["Contact"]): void }) {
  const { api } = useSession();
  return (
    <Picker
      name={`organizations/${organizationId}/contacts`}
      words={words.directory.pickers.contact}
      read={(q, cursor, signal) =>
        answered(
          api.GET("/v1/organizations/{id}/contacts", { signal, params: { path: { id: organizationId }, query: { q, cursor } } }),
        )
      }
      onSelect={onSelect}
    >
      {({ title, email, deadEmail }) => (
        <>
          {title && `, ${title}`}
          <span className="under">{email}</span>
          {deadEmail === email && <Warning>{words.directory.pickers.contact.dead}</Warning>}
        </>
      )}
    </Picker>
  );
}
