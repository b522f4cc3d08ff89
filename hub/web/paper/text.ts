import { addTexts } from "@core/i18n";
import vi from "./vi.json";

// What stands on the office's papers: in Vietnamese whatever the language of the page.
export const t = addTexts({ vi, en: () => import("./en.json") });
