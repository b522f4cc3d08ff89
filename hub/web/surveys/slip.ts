// Slips that are typed in from a pile of paper: the form goes on to the next one at once, and saving follows in the background.
import { readDate } from "@core/components/DateField";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { Survey } from "@core/generated/hub";
import { useRef, useState } from "preact/hooks";
import { api } from "../api";
import { questionCount } from "./questions";
import { t } from "./text";

export type Slip = { scores: number[]; village: string; comment: string };
export type Head = { survey: Survey; place: string; date: string }; // the same for a whole pile; the date as typed
type Body = {
  survey: Survey;
  date: string;
  scores: number[];
  place?: string;
  villageCode?: string;
  comment?: string;
};

const notAnswered = -1; // nothing typed yet; 0 is "left blank"

export const emptySlip: Slip = { scores: Array.from({ length: questionCount }, () => notAnswered), village: "", comment: "" };

export function isAnswered(slip: Slip): boolean {
  return slip.scores.some((score) => score > 0);
}

export function withScore(slip: Slip, index: number, score: number): Slip {
  return { ...slip, scores: slip.scores.map((old, at) => (at === index ? score : old)) };
}

const clean = (typed: string) => typed.trim().normalize("NFC");

function bodyOf(head: Head, date: string, slip: Slip): Body {
  const place = clean(head.place);
  const comment = clean(slip.comment);
  return {
    survey: head.survey,
    date,
    scores: slip.scores.map((score) => Math.max(0, score)),
    ...(place && { place }),
    ...(slip.village && { villageCode: slip.village }),
    ...(comment && { comment }),
  };
}

type Saving = {
  unsaved: number;
  failure: string;
  dateError: string | undefined;
  save: (head: Head, slip: Slip) => Promise<boolean>; // false: the date was not understood
  saveAgain: () => void;
  canUndo: boolean;
  undo: () => void;
  clearDateError: () => void;
};

// One after another, in the order in which they were typed; what could not be saved stays, and is offered again.
export function useSaving(today: string, onChanged: () => void): Saving {
  const line = useRef<Promise<void>>(Promise.resolve());
  const dates = useRef(new Map<string, string>()); // as typed → as understood
  const saved = useRef<string[]>([]); // the last one is taken back first
  const [canUndo, setCanUndo] = useState(false);
  const [unsaved, setUnsaved] = useState<Body[]>([]);
  const [failure, setFailure] = useState("");
  const [dateError, setDateError] = useState<string>();

  const send = async (body: Body) => {
    try {
      const { id } = await api("createRecord", { path: { kind: "survey-slip" }, body });
      saved.current.push(id);
      setCanUndo(true);
      onChanged();
    } catch (reason) {
      setFailure(errorText(reason));
      setUnsaved((old) => [...old, body]);
    }
  };
  const queue = (job: () => Promise<void>) => {
    line.current = line.current.then(job);
  };
  const understand = async (typed: string): Promise<string | undefined> => {
    const known = dates.current.get(typed);
    if (known) return known;
    const reading = await readDate(typed);
    if (!reading.ok || reading.date > today) {
      setDateError(reading.ok ? "in_future" : reading.code);
      return undefined;
    }
    dates.current.set(typed, reading.date);
    return reading.date;
  };
  const save = async (head: Head, slip: Slip) => {
    const date = await understand(head.date);
    if (!date) return false;
    queue(() => send(bodyOf(head, date, slip)));
    return true;
  };
  const saveAgain = () => {
    const waiting = unsaved;
    setUnsaved([]);
    for (const body of waiting) queue(() => send(body));
  };
  const undo = () =>
    queue(async () => {
      const last = saved.current[saved.current.length - 1];
      if (!last) return;
      try {
        await api("voidRecord", { path: { id: last }, body: { reason: t("survey.undo_reason") } });
        saved.current.pop();
        setCanUndo(saved.current.length > 0);
        toast(t("survey.undone"));
        onChanged();
      } catch (reason) {
        toast(errorText(reason));
      }
    });
  return {
    unsaved: unsaved.length,
    failure,
    dateError,
    save,
    saveAgain,
    canUndo,
    undo,
    clearDateError: () => setDateError(undefined),
  };
}
