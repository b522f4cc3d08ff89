// The photos of a form: those it has, those being made smaller, and what went wrong with the last ones.
import { useRef, useState } from "preact/hooks";
import { errorText, fieldText } from "./errors";
import type { Attachment } from "./generated/shared";
import { addPhoto, type KeepPhoto } from "./photo";

export const photosMax = 10; // of one record, as the program has it

export type Photos = {
  items: Attachment[];
  isTouched: boolean; // some were chosen or taken away since the form began
  busy: number;
  problem: string | undefined;
  add: (files: File[]) => void;
  remove: (id: string | undefined) => void;
  settled: () => Promise<boolean>; // when none is busy any more; false: one of those waited for went wrong
  reset: () => void; // the form begins anew: forgets the busy ones too
};

type ChangePhotos = (step: (old: Attachment[]) => Attachment[]) => void;
type Work = { left: number; hasFailed: boolean; done: Promise<void> }; // one photo after the other: memory is scarce

function newWork(): Work {
  return { left: 0, hasFailed: false, done: Promise.resolve() };
}

function withPhoto(old: Attachment[], photo: Attachment): Attachment[] {
  return old.some((it) => it.id === photo.id) ? old : [...old, photo];
}

export function usePhotos(items: Attachment[], change: ChangePhotos, keep: KeepPhoto): Photos {
  const [isTouched, setTouched] = useState(false);
  const [busy, setBusy] = useState(0);
  const [problem, setProblem] = useState<string>();
  const work = useRef<Work>(newWork());

  const addOne = async (mine: Work, file: File) => {
    const isWanted = () => mine === work.current;
    try {
      const photo = isWanted() && (await addPhoto(file, keep));
      if (photo && isWanted()) change((old) => withPhoto(old, photo));
    } catch (error) {
      mine.hasFailed = true;
      if (isWanted()) setProblem(errorText(error));
    }
    mine.left -= 1;
    if (isWanted()) setBusy(mine.left);
  };
  const add = (files: File[]) => {
    const mine = work.current;
    const taken = files.slice(0, Math.max(0, photosMax - items.length - mine.left));
    mine.hasFailed = false;
    mine.left += taken.length;
    for (const file of taken) mine.done = mine.done.then(() => addOne(mine, file));
    setTouched(true);
    setBusy(mine.left);
    setProblem(taken.length < files.length ? fieldText("too_many") : undefined);
  };
  const remove = (id: string | undefined) => {
    setTouched(true);
    setProblem(undefined);
    change((old) => old.filter((it) => it.id !== id));
  };
  const settled = async () => {
    const mine = work.current;
    if (mine.left === 0) return true;
    while (mine.left > 0) await mine.done;
    return !mine.hasFailed;
  };
  const reset = () => {
    work.current = newWork();
    setTouched(false);
    setBusy(0);
    setProblem(undefined);
  };
  return { items, isTouched, busy, problem, add, remove, settled, reset };
}
