import { answered } from "../api/client";
import type { Schemas } from "../api/schemas";
import { Picker } from "../parts/picker";
import { useSession } from "../session/session";
import { words } from "../words";

/** "Click Search Organization to see if the organization has already been added. If it has, click the Select button." */
export function OrganizationPicker({ onSelect, without }: { onSelect(organization: Schemas["Organization"]): void; without?: string }) {
  const { api } = useSession();
  return (
    <Picker
      name="organizations"
      words={words.directory.pickers.organization}
      read={(q, cursor, signal) => answered(api.GET("/v1/organizations", { signal, params: { query: { q, cursor } } }))}
      offers={(organization) => organization.id !== without && !organization.mergedInto}
      onSelect={onSelect}
    >
      {({ address, phone, receivesOnly }) => (
        <>
          <span className="under">{[address, phone].filter(Boolean).join(" · ")}</span>
          {receivesOnly && <span className="under">{words.directory.pickers.organization.receivesOnly}</span>}
        </>
      )}
    </Picker>
  );
}
