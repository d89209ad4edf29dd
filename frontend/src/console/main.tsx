import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { watchActing } from "./api/acting";
import { onSignedOut } from "./api/client";
import { makeQueries } from "./api/queries";
import { end } from "./session/session";
import { App } from "./shell/App";
import { firstLocale, speak } from "./words/i18n";
import "./page.css";

const root = document.getElementById("console");
if (root) {
  const queries = makeQueries();
  watchActing(window);
  onSignedOut(() => end(queries));
  void speak(firstLocale()).then(() =>
    createRoot(root).render(
      <QueryClientProvider client={queries}>
        <App simulated={root.dataset.simulated !== undefined} />
      </QueryClientProvider>,
    ),
  );
}
