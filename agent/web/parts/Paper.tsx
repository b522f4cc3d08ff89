import type { ComponentChildren } from "preact";
import { useAgent } from "../status";
import { t } from "../text";
import "@core/components/Paper.css";
import { PaperHeads } from "./PaperHeads";

type Props = {
  date: string; // dd/mm/yyyy
  title: string;
  about: string; // below the title
  size?: string; // further classes, for another sheet than A4
  children: ComponentChildren;
};

// A paper of the village in the form of Nghị định 30/2020/NĐ-CP: always in Vietnamese, whatever the language of the page.
export function Paper({ date, title, about, size = "", children }: Props) {
  const { commune, village, demo } = useAgent().status;
  return (
    <article class={`paper ${size}`} lang="vi">
      <PaperHeads commune={commune.name} village={village.name} date={date} />
      <h2>
        {title}
        <small>{about}</small>
      </h2>
      {demo && <p class="marks">{t("paper.demo")}</p>}
      {children}
    </article>
  );
}

// A numbered part of it.
export function PaperPart({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

// A part that is a text of several lines; nothing when there is none.
export function PaperText({ title, text }: { title: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <PaperPart title={title}>
      <p class="long-text">{text}</p>
    </PaperPart>
  );
}

// A ruled table whose rows are numbered in its first column.
export function Register({ caption, heads, rows }: { caption?: string; heads: string[]; rows: ComponentChildren[][] }) {
  return (
    <table class="register">
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {[t("paper.order"), ...heads].map((it) => (
            <th key={it} scope="col">
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <td>{index + 1}</td>
            {row.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Signer = { office: string; name?: string | undefined };

// Places to sign, the last one at the right; one alone stands there too.
export function Signatures({ signers }: { signers: Signer[] }) {
  return (
    <div class={signers.length === 1 ? "paper-signatures one" : "paper-signatures"}>
      {signers.map(({ office, name }) => (
        <div key={office}>
          <b>{office}</b>
          <i>{t("paper.sign")}</i>
          {name && <span class="name">{name}</span>}
        </div>
      ))}
    </div>
  );
}

// “Nơi nhận”: the commune, and the village's own file.
export function Recipients() {
  const { commune } = useAgent().status;
  return (
    <div class="recipients">
      <b>{t("paper.recipients")}</b>
      <p>{t("paper.to_commune", { commune: commune.name })}</p>
      <p>{t("paper.to_file")}</p>
    </div>
  );
}
