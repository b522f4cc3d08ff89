import { addPaperTexts, addTexts } from "@core/i18n";
import paper from "./paper.json";
import vi from "./vi.json";

export const t = addTexts({ vi, en: () => import("./en.json") });
// The paper says some things as the screen does.
export const ofPaper = addPaperTexts({ ...vi, ...paper });
