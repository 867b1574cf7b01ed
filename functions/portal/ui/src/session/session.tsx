import { createContext, useContext } from "react";

import type { API } from "../api/client";
import type { Schemas } from "../api/schemas";

/** Who is signed in, what their program offers, and the API as they may use it. */
export interface Session {
  api: API;
  me: Schemas["Me"];
  catalog: Schemas["Catalog"];
  signOut(): void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("nobody is signed in");
  return session;
}
