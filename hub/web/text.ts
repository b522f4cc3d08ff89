import { addTexts } from "@core/i18n";
import en from "./en.json";
import vi from "./vi.json";

export const t = addTexts({ vi, en });
