import { addPaperTexts, addTexts } from "@core/i18n";
import paper from "./paper.json";
import vi from "./vi.json";

export const t = addTexts({ vi, en: () => import("./en.json") });
export const ofPaper = addPaperTexts(paper);
