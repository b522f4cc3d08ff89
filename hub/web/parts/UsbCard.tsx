import { FileDrop } from "@core/components/FileDrop";
import { Notice } from "@core/components/Notice";
import { Steps } from "@core/components/Steps";
import { errorText } from "@core/errors";
import { fromBase64Url, saveFile, toBase64Url } from "@core/files";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";

type Said = { tone: "good" | "warn" | "bad"; text: string };

// Takes a village's file and offers the reply for the way home.
async function takeFile(file: File, nameOf: (village: string) => string): Promise<Said> {
  const data = toBase64Url(new Uint8Array(await file.arrayBuffer()));
  const { device, village, received, gaps, reply } = await api("importBundle", { body: { data } });
  saveFile(reply.name, fromBase64Url(reply.data), "application/octet-stream");
  const facts = { device, village: nameOf(village), received, name: reply.name };
  if (gaps > 0) return { tone: "warn", text: t("usb.taken_gaps", facts) };
  return { tone: "good", text: t(reply.complete ? "usb.taken" : "usb.taken_part", facts) };
}

// For villages where no network ever comes: their books come and go on a USB stick.
export function UsbCard({ nameOf }: { nameOf: (village: string) => string }) {
  const [said, setSaid] = useState<Said>();
  const take = (file: File) =>
    void takeFile(file, nameOf).then(setSaid, (error: unknown) => setSaid({ tone: "bad", text: errorText(error) }));
  return (
    <section class="stack tight apart">
      <h2>{t("usb.title")}</h2>
      <Steps items={[t("usb.step_take"), t("usb.step_reply"), t("usb.step_home")]} />
      <FileDrop name="bundle" accept=".soban" text={t("usb.take")} choose={t("usb.choose")} onFile={take} />
      {said && <Notice tone={said.tone}>{said.text}</Notice>}
    </section>
  );
}
