import { addTexts } from "@core/i18n";
import vi from "./vi.json";

export const t = addTexts({ vi, en: () => import("./en.json") });
