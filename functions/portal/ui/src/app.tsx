import { useCallback, useEffect, useMemo, useState } from "react";
import { Route, Routes, useLocation } from "react-router";

import { newAPI } from "./api/client";
import { Loading } from "./parts/loading";
import { Plain } from "./parts/plain";
import { Portal } from "./portal";
import { maybeSignedIn, signedInPath } from "./session/presence";
import type { SignIn } from "./session/sign-in";
import { SignedIn } from "./session/signed-in";
import { Welcome } from "./session/welcome";
import { words } from "./words";

type Presence = "unknown" | "out" | "in" | "ended";

/** The portal of whoever is signed in, or the way to sign in. */
export function App({ signIn }: { signIn: SignIn }) {
  const [presence, setPresence] = useState<Presence>(() => (maybeSignedIn() ? "unknown" : "out"));
  const location = useLocation();
  useEffect(() => {
    signIn.signedIn().then(
      (yes) => setPresence(yes ? "in" : "out"),
      () => setPresence("out"),
    );
  }, [signIn]);
  const onEnded = useCallback(() => setPresence("ended"), []);
  const onDone = useCallback(() => setPresence("in"), []);
  const api = useMemo(() => newAPI(signIn.token, onEnded), [signIn, onEnded]);

  const here = location.pathname + location.search;
  const inside = () => {
    switch (presence) {
      case "unknown":
        return (
          <Plain>
            <Loading what={words.session.portal} />
          </Plain>
        );
      case "out":
        return <Welcome signIn={signIn} path={here} />;
      case "ended":
        return <Welcome signIn={signIn} path={here} problem={words.session.ended} />;
      case "in":
        return <Portal api={api} onSignOut={() => void signIn.end()} />;
    }
  };
  return (
    <Routes>
      <Route path={signedInPath} element={<SignedIn signIn={signIn} onDone={onDone} />} />
      <Route path="*" element={inside()} />
    </Routes>
  );
}
