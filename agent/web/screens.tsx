import type { Route } from "@core/router";
import type { JSX } from "preact";
import type { BookKind } from "@core/books";
import { isActionOf } from "./books/actions";
import { kindOf } from "./books/addresses";
import { ChangeRecord } from "./books/ChangeRecord";
import { MeetingMinutes } from "./books/MeetingMinutes";
import { NewRecord } from "./books/NewRecord";
import { Notice } from "./books/Notice";
import { Report } from "./books/Report";
import { RecordList } from "./books/RecordList";
import { RecordPage } from "./books/RecordPage";
import { CampaignDetail } from "./screens/CampaignDetail";
import { Campaigns } from "./screens/Campaigns";
import { CheckReceipt } from "./screens/CheckReceipt";
import { ContributionDetail } from "./screens/ContributionDetail";
import { Contributions } from "./screens/Contributions";
import { CorrectContribution } from "./screens/CorrectContribution";
import { DonorCard } from "./screens/DonorCard";
import { GroupEntry } from "./screens/GroupEntry";
import { HouseholdDetail } from "./screens/HouseholdDetail";
import { Households } from "./screens/Households";
import { RecordContribution } from "./screens/RecordContribution";
import { ReceiptSheet } from "./screens/ReceiptSheet";
import { SyncScreen } from "./screens/SyncScreen";
import { Today } from "./screens/Today";

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
