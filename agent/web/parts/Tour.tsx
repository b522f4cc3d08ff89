// The first five minutes, on the made-up data of a demo: one thing after another, each done on its own screen, and seen in the books.
import { Button } from "@core/components/Button";
import type { Kind } from "@core/generated/agent";
import { useResource } from "@core/resource";
import { recall, remember } from "@core/storage";
import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { listAddress, newAddress } from "../books/addresses";
import { useAgent } from "../status";
import { t } from "../text";
import "./Tour.css";

const steps = [
  { id: "contribution", kind: "contribution", address: "#/contributions/new" },
  { id: "receipt", kind: "receipt", address: "#/contributions" },
  { id: "meeting", kind: "meeting", address: newAddress("meeting") },
  { id: "petition", kind: "petition", address: newAddress("petition") },
  { id: "security", kind: "security-report", address: listAddress("security-report") },
] as const satisfies readonly { id: string; kind: Kind; address: string }[];

const begun = "begun";
const ended = "ended";

async function hasAny(kind: Kind): Promise<boolean> {
  return (await api("listRecords", { path: { kind }, query: { limit: 1 } })).items.length > 0;
}

// The first step that the books show nothing of; the number of steps when all are done.
function useProgress(): number | undefined {
  const { value } = useResource("tour", async () => {
    const done = await Promise.all(steps.map(({ kind }) => hasAny(kind)));
    return done.includes(false) ? done.indexOf(false) : steps.length;
  });
  return value;
}

function Step({ at, isSent }: { at: number; isSent: boolean }) {
  const step = steps[at];
  const count = { number: at + 1, all: steps.length + 1 };
  if (step)
    return (
      <p>
        <b>{t("tour.step", count)}</b> {t(`tour.${step.id}`)} <a href={step.address}>{t("tour.open")}</a>
      </p>
    );
  return (
    <p>
      {!isSent && <b>{t("tour.step", count)}</b>} {t(isSent ? "tour.done" : "tour.send")}
      {!isSent && <a href="#/sync"> {t("tour.open")}</a>}
    </p>
  );
}

function UnderWay({ onEnd }: { onEnd: () => void }) {
  const { link, counts } = useAgent().status;
  const at = useProgress();
  const isUnderWay = at !== undefined && at < steps.length;
  useEffect(() => {
    if (isUnderWay && recall("tour") === undefined) remember("tour", begun);
  }, [isUnderWay]);
  // Where the books were full already when somebody came, there is nothing to be led through.
  if (at === undefined || (!isUnderWay && recall("tour") !== begun)) return null;
  const isSent = link.state === "level" && counts.waiting === 0;
  return (
    <section class="tour" aria-label={t("tour.title")}>
      <Step at={at} isSent={isSent} />
      <Button onClick={onEnd}>{t(at === steps.length && isSent ? "tour.close" : "tour.skip")}</Button>
    </section>
  );
}

// Asks the books nothing any more once it is over.
export function Tour() {
  const [isOver, setOver] = useState(recall("tour") === ended);
  if (isOver) return null;
  const end = () => {
    remember("tour", ended);
    setOver(true);
  };
  return <UnderWay onEnd={end} />;
}
