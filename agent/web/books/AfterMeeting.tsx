// What a meeting leads to and what people must hear there: appeals from its resolutions, notices and answers not told yet.
import { bookRecords, type BookRecord } from "@core/books";
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { formatDate } from "@core/format";
import type { Disclosure, Meeting } from "@core/generated/agent";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";
import { newAddress, recordAddress } from "./addresses";

const titleMax = 120;

function Appeals({ meeting }: { meeting: Meeting }) {
  const passed = (meeting.resolutions ?? []).filter((_, index) => meeting.shown.resolutions[index]?.code === "passed");
  if (passed.length === 0) return null;
  return (
    <>
      <h3>{t("meeting.appeals")}</h3>
      <ul class="plain-list">
        {passed.map((it, index) => (
          <li key={index}>
            {it.text}{" "}
            <Button
              icon="campaign"
              href={newAddress("campaign-proposal", {
                meeting: meeting.id,
                title: (it.text ?? "").split("\n")[0]?.slice(0, titleMax),
                purpose: it.text,
              })}
            >
              {t("meeting.propose")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function isDue(notice: BookRecord): notice is Disclosure {
  return notice.kind === "disclosure" && !notice.voided && !notice.toldAt && notice.shown.state !== "taken_down";
}

function ToTell({ meeting }: { meeting: Meeting }) {
  const { value, reload } = useResource(`to tell ${meeting.id}`, async () => {
    const [notices, petitions] = await Promise.all([
      api("listRecords", { path: { kind: "disclosure" }, query: { limit: 50 } }),
      api("listRecords", { path: { kind: "petition" }, query: { state: "answered", limit: 20 } }),
    ]);
    return {
      notices: bookRecords("disclosure", notices.items).filter(isDue),
      petitions: bookRecords("petition", petitions.items),
    };
  });
  const [failure, setFailure] = useState<unknown>();
  const told = (notice: Disclosure) => {
    const body = { heads: notice.heads, reason: t("meeting.told_reason"), changes: { toldAt: meeting.id } };
    api("amendRecord", { path: { id: notice.id }, body }).then(() => {
      toast(t("record.saved"));
      reload();
    }, setFailure);
  };
  if (!value || value.notices.length + value.petitions.length === 0) return null;
  return (
    <>
      <h3>{t("meeting.to_tell")}</h3>
      <ul class="plain-list">
        {value.notices.map((it) => (
          <li key={it.id}>
            <a href={recordAddress("disclosure", it.id)}>{it.title}</a> <span class="number">{it.shown.period}</span>{" "}
            <Button icon="accepted" onClick={() => told(it)}>
              {t("meeting.told")}
            </Button>
          </li>
        ))}
        {value.petitions.map((it) => (
          <li key={it.id}>
            {t("meeting.answer_due", { date: formatDate(it.answeredOn ?? "") })}{" "}
            <a href={recordAddress("petition", it.id)}>{it.content}</a>
          </li>
        ))}
      </ul>
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </>
  );
}

export function AfterMeeting({ meeting }: { meeting: Meeting }) {
  if (meeting.voided) return null;
  return (
    <section class="card stack after-meeting">
      <h2>{t("meeting.after")}</h2>
      <ToTell meeting={meeting} />
      <Appeals meeting={meeting} />
      <a href={newAddress("disclosure", { toldAt: meeting.id })}>{t("meeting.new_notice")}</a>
    </section>
  );
}
