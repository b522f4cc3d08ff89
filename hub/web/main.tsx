// The commune office's page.
import "@core/base.css";
import { startLanguage } from "@core/i18n";
import { applyTheme } from "@core/theme";
import { render } from "preact";
import { App } from "./App";

applyTheme();
const place = document.getElementById("app");
if (place) void startLanguage().then(() => render(<App />, place));
