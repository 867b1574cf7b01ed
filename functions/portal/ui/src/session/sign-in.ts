import { UserManager, WebStorageStateStore } from "oidc-client-ts";

import { forgetDrafts } from "../parts/draft";
import type { Configuration } from "./configuration";
import { signedInPath } from "./presence";

/** Sign-in by the code flow with PKCE. Tokens last as long as the browser's tab. */
export interface SignIn {
  /** Whether somebody is signed in, as far as the browser knows. */
  signedIn(): Promise<boolean>;
  /** Leaves for the provider's page, and comes back to the path. */
  start(path: string): Promise<void>;
  /** Takes the provider's answer, and tells the path to go on to. */
  finish(): Promise<string>;
  /** The token for the API: that which says who it is. */
  token(): Promise<string | undefined>;
  end(): Promise<void>;
}

export function newSignIn({ issuer, clientId }: Configuration): SignIn {
  const origin = window.location.origin;
  const users = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: origin + signedInPath,
    post_logout_redirect_uri: origin + "/",
    scope: "openid email profile",
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    automaticSilentRenew: false, // without a refresh token it wants a frame, which the policy forbids
  });

  async function current() {
    const user = await users.getUser();
    if (user?.expired && user.refresh_token) return users.signinSilent().catch(() => null);
    return user?.expired ? null : user;
  }

  return {
    signedIn: async () => (await current()) !== null,
    start: (path) => users.signinRedirect({ state: path }),
    finish: async () => {
      const user = await users.signinRedirectCallback();
      return typeof user.state === "string" && user.state.startsWith("/") ? user.state : "/";
    },
    token: async () => (await current())?.id_token,
    end: async () => {
      forgetDrafts();
      // Cognito's page wants the same under names of its own.
      await users.signoutRedirect({ extraQueryParams: { client_id: clientId, logout_uri: origin + "/" } });
    },
  };
}
