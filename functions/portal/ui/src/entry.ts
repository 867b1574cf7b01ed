// The way in. Whoever has not signed in sees the page that stands in index.html at once, while the portal's script is
// still on its way; it takes over with the same page.
import "./style/uswds.scss";
import "./style/portal.scss";

import { keepFirstClick } from "./session/first-click";
import { maybeSignedIn } from "./session/presence";

const portal = document.getElementById("portal")!;
const start = () => import("./main");

if (maybeSignedIn()) {
  portal.replaceChildren();
  portal.hidden = false;
  void start();
} else {
  portal.querySelectorAll("button").forEach(keepFirstClick);
  portal.hidden = false;
  // Where the line is slow, the letters come before the script. To lay out the page is to ask for them.
  portal.getBoundingClientRect();
  void document.fonts.ready.then(start);
}
