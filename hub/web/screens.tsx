import type { Route } from "@core/router";
import type { JSX } from "preact";
import { bookOf } from "./addresses";
import { Book } from "./screens/Book";
import { CampaignDetail } from "./screens/CampaignDetail";
import { CampaignEdit } from "./screens/CampaignEdit";
import { Campaigns } from "./screens/Campaigns";
import { CheckReceipt } from "./screens/CheckReceipt";
import { Contributions } from "./screens/Contributions";
import { HouseholdDetail } from "./screens/HouseholdDetail";
import { HouseholdImport } from "./screens/HouseholdImport";
import { Households } from "./screens/Households";
import { Queue } from "./screens/Queue";
import { Totals } from "./screens/Totals";
import { Users } from "./screens/Users";
import { Villages } from "./screens/Villages";

function campaignScreen(id: string | undefined, action: string | undefined): JSX.Element {
  if (!id) return <Campaigns />;
  if (id === "them") return <CampaignEdit key={id} id={undefined} />;
  return action === "sua" ? <CampaignEdit key={id} id={id} /> : <CampaignDetail key={id} id={id} />;
}

// Address → screen.
export function screenOf({ parts, query }: Route): JSX.Element {
  const [root, id, action] = parts;
  switch (root) {
    case "dong-gop":
      return <Contributions id={id} query={query} />;
    case "dot-van-dong":
      return campaignScreen(id, action);
    case "thong-ke":
      return <Totals query={query} />;
    case "ho-dan":
      if (id === "nhap") return <HouseholdImport />;
      return id ? <HouseholdDetail key={id} id={id} /> : <Households query={query} />;
    case "ban-va-may":
      return <Villages query={query} />;
    case "kiem-tra-giay":
      return <CheckReceipt />;
    case "quan-tri":
      return <Users />;
    default: {
      const kind = bookOf(root ?? "");
      return kind ? <Book key={kind} kind={kind} id={id} query={query} /> : <Queue id={id} query={query} />;
    }
  }
}
