import { Button } from "@trussworks/react-uswds";
import { useEffect, useState } from "react";

import { Notice } from "../parts/notice";
import { Plain } from "../parts/plain";
import { useTitle } from "../parts/title";
import { words } from "../words";
import { buttonFocused, firstClick } from "./first-click";
import type { SignIn } from "./sign-in";

/** What somebody sees who is not signed in. */
export function Welcome({ signIn, problem, path = "/" }: { signIn: SignIn; problem?: string; path?: string }) {
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(problem);
  const [focused] = useState(buttonFocused);
  useTitle(words.session.title);
  const leave = () => {
    setLeaving(true);
    signIn.start(path).catch(() => {
      setLeaving(false);
      setFailed(words.session.providerUnreachable);
    });
  };
  useEffect(() => {
    if (firstClick()) leave();
  }, []); // what was clicked before this was there
  return (
    <Plain>
      <h1>{words.session.product}</h1>
      <p className="usa-intro">{words.session.intro}</p>
      {failed && (
        <Notice type="error" heading={words.session.notSignedIn} live>
          {failed}
        </Notice>
      )}
      <p>
        <Button type="button" size="big" autoFocus={focused} disabled={leaving} onClick={leave}>
          {words.session.signIn}
        </Button>
      </p>
      <p className="quiet">{words.session.forPartners}</p>
    </Plain>
  );
}
