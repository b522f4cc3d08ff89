import { addPaperTexts } from "@core/i18n";
import paper from "./paper.json";

export const ofPaper = addPaperTexts(paper);
