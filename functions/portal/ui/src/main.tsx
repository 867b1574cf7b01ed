import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";

import { App } from "./app";
import { Plain } from "./parts/plain";
import { loadConfiguration } from "./session/configuration";
import { newSignIn } from "./session/sign-in";
import { words } from "./words";

const root = createRoot(document.getElementById("portal")!);

loadConfiguration().then(
  (configuration) =>
    root.render(
      <BrowserRouter>
        <App signIn={newSignIn(configuration)} />
      </BrowserRouter>,
    ),
  () =>
    root.render(
      <Plain>
        <h1>{words.session.unreachable}</h1>
        <p>{words.session.unreachableNext}</p>
      </Plain>,
    ),
);
