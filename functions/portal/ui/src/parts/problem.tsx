import { Button } from "@trussworks/react-uswds";

import type { Failure } from "../api/failure";
import { words } from "../words";
import { Focused } from "./focused";
import { Notice } from "./notice";

interface Props {
  failure: Failure;
  heading?: string;
  onRetry?: () => void;
  onSignOut?: () => void;
}

/** What went wrong, and what to do about it. It takes the focus, so that nobody misses it. */
export function Problem({ failure, heading = words.parts.didNotWork, onRetry, onSignOut }: Props) {
  const fields = failure.problem?.errors ?? [];
  return (
    <Focused of={failure} className="problem">
      <Notice type="error" heading={heading} live>
        <p>{failure.message}</p>
        {fields.length > 0 && (
          <ul>
            {fields.map((error) => (
              <li key={error.field}>{error.message}</li>
            ))}
          </ul>
        )}
        {onRetry && (
          <Button type="button" outline onClick={onRetry}>
            {words.parts.tryAgain}
          </Button>
        )}
        {onSignOut && (
          <Button type="button" outline onClick={onSignOut}>
            {words.parts.signOut}
          </Button>
        )}
      </Notice>
    </Focused>
  );
}
