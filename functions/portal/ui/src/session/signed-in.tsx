import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";

import { toFailure } from "../api/failure";
import { Loading } from "../parts/loading";
import { Plain } from "../parts/plain";
import { words } from "../words";
import type { SignIn } from "./sign-in";
import { Welcome } from "./welcome";

/** Where the identity provider sends the browser: it goes on to where its reader wanted to be. */
export function SignedIn({ signIn, onDone }: { signIn: SignIn; onDone: () => void }) {
  const navigate = useNavigate();
  const [failed, setFailed] = useState<string>();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return; // the code is good once
    begun.current = true;
    signIn.finish().then(
      (path) => {
        onDone();
        void navigate(path, { replace: true });
      },
      (error: unknown) => setFailed(toFailure(error).message),
    );
  }, [signIn, navigate, onDone]);
  if (failed) return <Welcome signIn={signIn} problem={failed} />;
  return (
    <Plain>
      <Loading what={words.session.yourAccount} />
    </Plain>
  );
}
