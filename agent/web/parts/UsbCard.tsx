import { Button } from "@core/components/Button";
import { FileDrop } from "@core/components/FileDrop";
import { Notice } from "@core/components/Notice";
import { Steps } from "@core/components/Steps";
import { errorText } from "@core/errors";
import { fromBase64Url, saveFile, toBase64Url } from "@core/files";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";

type Said = { tone: "good" | "bad"; text: string };

async function writeFile(): Promise<Said> {
  const { name, data, entries, complete } = await api("exportBundle");
  saveFile(name, fromBase64Url(data), "application/octet-stream");
  return { tone: "good", text: t(complete ? "usb.written" : "usb.written_part", { name, count: entries }) };
}

async function takeFile(file: File): Promise<Said> {
  const data = toBase64Url(new Uint8Array(await file.arrayBuffer()));
  const { received, waiting } = await api("importBundle", { body: { data } });
  return { tone: "good", text: t("usb.taken", { received, waiting }) };
}

// Where no network ever comes: the books go to the office and back on a USB stick.
export function UsbCard() {
  const [said, setSaid] = useState<Said>();
  const run = (work: Promise<Said>) =>
    void work.then(setSaid, (error: unknown) => setSaid({ tone: "bad", text: errorText(error) }));
  return (
    <section class="card stack">
      <h2>{t("usb.title")}</h2>
      <Steps items={[t("usb.step_write"), t("usb.step_office"), t("usb.step_take")]} />
      <div class="row">
        <Button onClick={() => run(writeFile())}>{t("usb.write")}</Button>
      </div>
      <FileDrop name="bundle" accept=".soban" text={t("usb.take")} choose={t("usb.choose")} onFile={(file) => run(takeFile(file))} />
      {said && <Notice tone={said.tone}>{said.text}</Notice>}
    </section>
  );
}
