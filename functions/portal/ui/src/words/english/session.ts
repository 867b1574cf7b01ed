/** Signing in, and its end. */
export const session = {
  title: "Sign in",
  product: "Referrals",
  intro: "Refer customers to partners, and follow each referral to its answer.",
  forPartners: "Partners do not need an account: the link in the e-mail opens the referral.",
  signIn: "Sign in",
  notSignedIn: "You are not signed in",
  providerUnreachable: "The sign-in page cannot be reached. Please try again in a minute.",
  ended: "Your session has ended. Sign in again to continue where you were. What you typed has been kept.",
  yourAccount: "your account",
  portal: "the portal",
  unreachable: "The portal cannot be reached",
  unreachableNext: "Please check the connection, and load the page again.",
};
