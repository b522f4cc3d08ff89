// The village laptop's page.
import "@core/base.css";
import { setMutationHeaders } from "@core/api";
import { startEvents } from "@core/events";
import { startLanguage } from "@core/i18n";
import { applyTheme } from "@core/theme";
import { render } from "preact";
import { App } from "./App";

applyTheme();
setMutationHeaders(() => ({ "X-Soban": "1" }));
startEvents();
const place = document.getElementById("app");
if (place) void startLanguage().then(() => render(<App />, place));
