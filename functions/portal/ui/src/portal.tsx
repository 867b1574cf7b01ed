import { useEffect, useMemo } from "react";

import { answered, type API } from "./api/client";
import { useResource } from "./api/resource";
import { Pages } from "./pages";
import { forgetDrafts } from "./parts/draft";
import { Problem } from "./parts/problem";
import { Loading } from "./parts/loading";
import { Plain } from "./parts/plain";
import { SessionContext } from "./session/session";
import { Shell } from "./shell";
import { words } from "./words";

/** The portal, once it is known who its reader is. */
export function Portal({ api, onSignOut }: { api: API; onSignOut: () => void }) {
  const account = useResource("account", async (signal) => {
    const [me, catalog] = await Promise.all([
      answered(api.GET("/v1/me", { signal })),
      answered(api.GET("/v1/services", { signal })),
    ]);
    return { me, catalog };
  });
  const sub = account.value?.me.sub;
  useEffect(() => {
    if (sub) forgetDrafts(sub); // a session that ended by itself leaves those of its user
  }, [sub]);
  const session = useMemo(
    () => account.value && { api, ...account.value, signOut: onSignOut },
    [api, account.value, onSignOut],
  );
  if (!session) {
    return (
      <Plain>
        {account.failure ? (
          <Problem failure={account.failure} onRetry={account.reload} onSignOut={onSignOut} />
        ) : (
          <Loading what={words.session.portal} />
        )}
      </Plain>
    );
  }
  return (
    <SessionContext value={session}>
      <Shell>
        <Pages />
      </Shell>
    </SessionContext>
  );
}
