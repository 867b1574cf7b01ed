import { Button } from "@trussworks/react-uswds";

import type { Failure } from "../api/failure";
import { words } from "../words";
import { focusOn, useKnownFields } from "./fields";
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
  const known = useKnownFields();
  return (
    <Focused of={failure} className="problem">
      <Notice type="error" heading={heading} live>
        <p>{failure.message}</p>
        {failure.mistakes.length > 0 && (
          <ul>
            {failure.mistakes.map(({ field, message }) => (
              <li key={field + message}>
                <Mistake of={known.get(field)}>{message}</Mistake>
              </li>
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

/** What is wrong with a field, as a link to it. */
function Mistake({ of, children }: { of?: { id: string; label: string }; children: string }) {
  if (!of) return children;
  return (
    <a
      href={`#${of.id}`}
      onClick={(event) => {
        event.preventDefault();
        focusOn(of);
      }}
    >
      {words.mistakes.of(of.label, children)}
    </a>
  );
}
