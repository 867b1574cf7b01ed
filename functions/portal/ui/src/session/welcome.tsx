import { Button } from "@trussworks/react-uswds";
import { useState } from "react";

import { Notice } from "../parts/notice";
import { Plain } from "../parts/plain";
import { useTitle } from "../parts/title";
import type { SignIn } from "./sign-in";

/** What somebody sees who is not signed in. */
export function Welcome({ signIn, problem, path = "/" }: { signIn: SignIn; problem?: string; path?: string }) {
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(problem);
  useTitle("Sign in");
  const leave = () => {
    setLeaving(true);
    signIn.start(path).catch(() => {
      setLeaving(false);
      setFailed("The sign-in page cannot be reached. Please try again in a minute.");
    });
  };
  return (
    <Plain>
      <h1>Referrals</h1>
      <p className="usa-intro">Refer customers to partners, and follow each referral to its answer.</p>
      {failed && (
        <Notice type="error" heading="You are not signed in" live>
          {failed}
        </Notice>
      )}
      <p>
        <Button type="button" size="big" disabled={leaving} onClick={leave}>
          Sign in
        </Button>
      </p>
      <p className="quiet">
        Partners need no account: the link in the e-mail opens the referral.
      </p>
    </Plain>
  );
}
