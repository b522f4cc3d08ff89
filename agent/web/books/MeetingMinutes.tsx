import { voteSentence } from "@core/components/RecordValues";
import type { Meeting } from "@core/generated/agent";
import { Paper, PaperPart, PaperText, Recipients, Signatures } from "../parts/Paper";
import { PaperScreen } from "../parts/PaperScreen";
import { useRecordOf } from "../record_of";
import { t } from "../text";
import { recordAddress } from "./addresses";

// "19:30" → "19 giờ 30 phút"
function hour(time: string | undefined): string {
  const [hours, minutes] = (time ?? "").split(":");
  if (!hours || !minutes) return t("paper.hour_blank");
  return minutes === "00" ? t("paper.hour", { hours }) : t("paper.hour_minutes", { hours, minutes });
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
  const { agenda = [], resolutions = [] } = meeting;
  return (
    <>
      <PaperPart title={t("paper.participants")}>
        <Participants meeting={meeting} />
      </PaperPart>
      {agenda.length > 0 && (
        <PaperPart title={t("paper.agenda")}>
          <ol>
            {agenda.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ol>
        </PaperPart>
      )}
      <PaperText title={t("paper.discussion")} text={meeting.discussion} />
      {resolutions.length > 0 && (
        <PaperPart title={t("paper.resolutions")}>
          <Resolutions meeting={meeting} />
        </PaperPart>
      )}
      <PaperText title={t("paper.conclusion")} text={meeting.conclusion} />
    </>
  );
}

// Biên bản họp bản.
function Minutes({ meeting }: { meeting: Meeting }) {
  const { date } = meeting.shown;
  return (
    <Paper date={date} title={t("paper.minutes")} about={meeting.title ?? ""}>
      <p>{t("paper.began", { hour: hour(meeting.starts), date })}</p>
      <p>{t("paper.place", { place: meeting.place ?? "" })}</p>
      <Body meeting={meeting} />
      <p>{t("paper.ended", { hour: hour(meeting.ends), date })}</p>
      <Signatures
        signers={[
          { office: t("paper.sign_secretary"), name: meeting.secretary },
          { office: t("paper.sign_household") },
          { office: t("paper.sign_chair"), name: meeting.chair },
        ]}
      />
      <Recipients />
    </Paper>
  );
}

// The minutes as they will lie on the table, and the button that prints them.
export function MeetingMinutes({ id }: { id: string }) {
  const { record: meeting, error } = useRecordOf("meeting", id);
  return (
    <PaperScreen
      title={t("meeting.paper")}
      back={{ address: recordAddress("meeting", id), label: meeting?.title ?? "" }}
      error={error}
      beside={<span class="muted">{t("meeting.paper_hint")}</span>}
    >
      {meeting && <Minutes meeting={meeting} />}
    </PaperScreen>
  );
}
