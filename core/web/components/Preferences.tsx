import { useState } from "preact/hooks";
import { currentLanguage, setLanguage, t } from "../i18n";
import { currentTheme, setTheme } from "../theme";
import { Button } from "./Button";

// Language and light or dark, kept on this machine.
export function Preferences() {
  const [theme, setShown] = useState(currentTheme());
  const otherTheme = theme === "dark" ? "light" : "dark";
  const switchTheme = () => {
    setTheme(otherTheme);
    setShown(otherTheme);
  };
  return (
    <div class="row">
      <Button look="plain" onClick={() => void setLanguage(currentLanguage() === "vi" ? "en" : "vi")}>
        {t("preferences.language")}
      </Button>
      <Button look="plain" onClick={switchTheme}>
        {t(`preferences.${otherTheme}`)}
      </Button>
    </div>
  );
}
