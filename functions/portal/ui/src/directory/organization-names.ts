import { answered } from "../api/client";
import { useResource } from "../api/resource";
import { useSession } from "../session/session";

/** The names of a few organizations by their ids; an id stands for itself until its name is there. */
export function useOrganizationNames(ids: string[]): (id: string) => string {
  const { api } = useSession();
  const wanted = [...new Set(ids)].sort();
  const names = useResource(`names of ${wanted.join(" ")}`, async (signal) => {
    const found = await Promise.all(
      wanted.map((id) => answered(api.GET("/v1/organizations/{id}", { signal, params: { path: { id } } })).catch(() => null)),
    );
    return new Map(found.flatMap((organization) => (organization ? [[organization.id, organization.name] as const] : [])));
  });
  return (id) => names.value?.get(id) ?? id;
}
