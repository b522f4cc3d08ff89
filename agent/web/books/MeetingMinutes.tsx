import { voteSentence } from "@core/components/RecordValues";
import type { Meeting, Status } from "@core/generated/agent";
import { useResource } from "@core/resource";
import type { ComponentChildren } from "preact";
import { api } from "../api";
import { PaperHeads } from "../parts/PaperHeads";
import { PaperScreen } from "../parts/PaperScreen";
import { useAgent } from "../status";
import { t } from "../text";
import { recordAddress } from "./addresses";

// "19:30" → "19 giờ 30 phút"
function hour(time: string | undefined): string {
  const [hours, minutes] = (time ?? "").split(":");
  if (!hours || !minutes) return t("paper.hour_blank");
  return minutes === "00" ? t("paper.hour", { hours }) : t("paper.hour_minutes", { hours, minutes });
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Participants({ meeting }: { meeting: Meeting }) {
  const values = { present: meeting.householdsPresent ?? 0, households: meeting.householdsInvited ?? 0 };
  return (
    <>
      <p>{t("paper.attended", values)}</p>
      <p>{t(`paper.quorum_${meeting.shown.quorum === "quorum" ? "reached" : "missed"}`, { law: meeting.shown.law })}</p>
      {meeting.guests && <p>{t("paper.guests", { guests: meeting.guests })}</p>}
      <p>{t("paper.chair", { name: meeting.chair ?? "" })}</p>
      <p>{t("paper.secretary", { name: meeting.secretary ?? "" })}</p>
    </>
  );
}

function Resolutions({ meeting }: { meeting: Meeting }) {
  return (
    <ol>
      {(meeting.resolutions ?? []).map((it, index) => (
        <li key={index}>
          <p class="long-text">{it.text}</p>
          {t("paper.votes", {
            agreed: it.agreed ?? 0,
            disagreed: it.disagreed ?? 0,
            abstained: it.abstained ?? 0,
          })}{" "}
          {voteSentence(meeting, it, meeting.shown.resolutions[index], "paper_vote")}
        </li>
      ))}
    </ol>
  );
}

function Body({ meeting }: { meeting: Meeting }) {
  const { agenda = [], discussion, resolutions = [], conclusion } = meeting;
  return (
    <>
      <Part title={t("paper.participants")}>
        <Participants meeting={meeting} />
      </Part>
      {agenda.length > 0 && (
        <Part title={t("paper.agenda")}>
          <ol>
            {agenda.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ol>
        </Part>
      )}
      {discussion && (
        <Part title={t("paper.discussion")}>
          <p class="long-text">{discussion}</p>
        </Part>
      )}
      {resolutions.length > 0 && (
        <Part title={t("paper.resolutions")}>
          <Resolutions meeting={meeting} />
        </Part>
      )}
      {conclusion && (
        <Part title={t("paper.conclusion")}>
          <p class="long-text">{conclusion}</p>
        </Part>
      )}
    </>
  );
}

// Biên bản họp bản, in the form of Nghị định 30/2020/NĐ-CP: always in Vietnamese, whatever the language of the page.
function Paper({ meeting, status }: { meeting: Meeting; status: Status }) {
  const { date } = meeting.shown;
  return (
    <article class="paper" lang="vi">
      <PaperHeads commune={status.commune?.name ?? ""} village={status.village?.name ?? ""} date={date} />
      <h2>
        {t("paper.minutes")}
        <small>{meeting.title}</small>
      </h2>
      {status.demo && <p class="marks">{t("paper.demo")}</p>}
      <p>{t("paper.began", { hour: hour(meeting.starts), date })}</p>
      <p>{t("paper.place", { place: meeting.place ?? "" })}</p>
      <Body meeting={meeting} />
      <p>{t("paper.ended", { hour: hour(meeting.ends), date })}</p>
      <div class="paper-signatures">
        <div>
          <b>{t("paper.sign_secretary")}</b>
          <i>{t("paper.sign")}</i>
          <span class="name">{meeting.secretary}</span>
        </div>
        <div>
          <b>{t("paper.sign_household")}</b>
          <i>{t("paper.sign")}</i>
        </div>
        <div>
          <b>{t("paper.sign_chair")}</b>
          <i>{t("paper.sign")}</i>
          <span class="name">{meeting.chair}</span>
        </div>
      </div>
      <div class="recipients">
        <b>{t("paper.recipients")}</b>
        <p>{t("paper.to_commune", { commune: status.commune?.name ?? "" })}</p>
        <p>{t("paper.to_file")}</p>
      </div>
    </article>
  );
}

// The minutes as they will lie on the table, and the button that prints them.
export function MeetingMinutes({ id }: { id: string }) {
  const { status } = useAgent();
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }));
  const meeting = value?.kind === "meeting" ? value : undefined;
  return (
    <PaperScreen
      title={t("meeting.paper")}
      back={{ address: recordAddress("meeting", id), label: meeting?.title ?? "" }}
      error={error}
      beside={<span class="muted">{t("meeting.paper_hint")}</span>}
    >
      {meeting && <Paper meeting={meeting} status={status} />}
    </PaperScreen>
  );
}
