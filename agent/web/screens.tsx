import type { Route } from "@core/router";
import type { JSX } from "preact";
import type { BookKind } from "@core/books";
import { lazily } from "@core/lazily";
import { isActionOf } from "./books/actions";
import { kindOf } from "./books/addresses";
import { ContributionDetail } from "./screens/ContributionDetail";
import { Contributions } from "./screens/Contributions";
import { RecordContribution } from "./screens/RecordContribution";
import { SyncScreen } from "./screens/SyncScreen";
import { Today } from "./screens/Today";

const later = () => import("./later");
const ChangeRecord = lazily(async () => (await later()).ChangeRecord);
const MeetingMinutes = lazily(async () => (await later()).MeetingMinutes);
const NewRecord = lazily(async () => (await later()).NewRecord);
const Notice = lazily(async () => (await later()).Notice);
const Report = lazily(async () => (await later()).Report);
const RecordList = lazily(async () => (await later()).RecordList);
const RecordPage = lazily(async () => (await later()).RecordPage);
const CampaignDetail = lazily(async () => (await later()).CampaignDetail);
const Campaigns = lazily(async () => (await later()).Campaigns);
const CheckReceipt = lazily(async () => (await later()).CheckReceipt);
const CorrectContribution = lazily(async () => (await later()).CorrectContribution);
const DonorCard = lazily(async () => (await later()).DonorCard);
const GroupEntry = lazily(async () => (await later()).GroupEntry);
const HouseholdDetail = lazily(async () => (await later()).HouseholdDetail);
const Households = lazily(async () => (await later()).Households);
const ReceiptSheet = lazily(async () => (await later()).ReceiptSheet);

function bookScreen(
  kind: BookKind,
  id: string | undefined,
  action: string | undefined,
  query: URLSearchParams,
): JSX.Element {
  if (id === undefined) return <RecordList key={kind} kind={kind} query={query} />;
  if (id === "new") return <NewRecord key={`${kind} ${query}`} kind={kind} query={query} />;
  if (action === "paper" && kind === "meeting") return <MeetingMinutes key={id} id={id} />;
  if (action === "paper" && kind === "disclosure") return <Notice key={id} id={id} />;
  if (action === "paper" && kind === "period-report") return <Report key={id} id={id} />;
  if (action !== undefined && isActionOf(kind, action))
    return <ChangeRecord key={`${id} ${action}`} kind={kind} id={id} action={action} />;
  return <RecordPage key={id} kind={kind} id={id} />;
}

// Address → screen. The key starts a screen afresh for another record, not for another filter.
export function screenOf({ parts, query }: Route): JSX.Element {
  const [root = "", id, action] = parts;
  switch (root) {
    case "contributions":
      if (id === "new")
        return (
          <RecordContribution
            key={`new ${query.get("household") ?? ""}`}
            household={query.get("household") ?? undefined}
          />
        );
      if (id === "group") return <GroupEntry />;
      if (id && action === "correct") return <CorrectContribution key={id} id={id} />;
      return id ? <ContributionDetail key={id} id={id} /> : <Contributions query={query} />;
    case "campaigns":
      return id ? <CampaignDetail key={id} id={id} /> : <Campaigns />;
    case "households":
      if (id && action === "card") return <DonorCard key={id} id={id} />;
      return id ? <HouseholdDetail key={id} id={id} /> : <Households query={query} />;
    case "receipts":
      return id === "check" ? <CheckReceipt /> : <ReceiptSheet key={id} id={id ?? ""} />;
    case "sync":
      return <SyncScreen />;
    default: {
      const kind = kindOf(root);
      return kind ? bookScreen(kind, id, action, query) : <Today />;
    }
  }
}
