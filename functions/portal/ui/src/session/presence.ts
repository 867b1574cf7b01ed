// What is known of the reader before the portal's script is there. Small: every visit waits for it.

/** Where the identity provider sends the browser back to. */
export const signedInPath = "/app/signed-in";

/** Whether somebody may be signed in, or on the way back from the sign-in; whether so, the identity provider's library knows. */
export function maybeSignedIn(): boolean {
  return window.location.pathname === signedInPath || Object.keys(window.sessionStorage).some((key) => key.startsWith("oidc.user:"));
}
