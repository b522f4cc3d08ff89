// The commune office's page.
import "@core/base.css";
import { currentLanguage, setLanguage } from "@core/i18n";
import { applyTheme } from "@core/theme";
import { render } from "preact";
import { App } from "./App";

applyTheme();
setLanguage(currentLanguage());
const place = document.getElementById("app");
if (place) render(<App />, place);
