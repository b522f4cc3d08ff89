import type { Route } from "@core/router";
import type { JSX } from "preact";
import type { User } from "@core/generated/hub";
import { lazily } from "@core/lazily";
import { bookOf, queueRoot } from "./addresses";
import { burdenPart } from "./burden/address";
import { homeRoot, may, mayOpenScreen } from "./may";
import { papiRoot } from "./papi/address";
import { registersRoot } from "./registers/address";
import { reportsRoot } from "./reports/address";
import { Contributions } from "./screens/Contributions";
import { Queue } from "./screens/Queue";
import { surveysRoot } from "./surveys/address";
import { tasksRoot } from "./tasks/address";

const later = () => import("./later");
const Book = lazily(async () => (await later()).Book);
const CampaignDetail = lazily(async () => (await later()).CampaignDetail);
const CampaignEdit = lazily(async () => (await later()).CampaignEdit);
const Campaigns = lazily(async () => (await later()).Campaigns);
const CheckReceipt = lazily(async () => (await later()).CheckReceipt);
const HouseholdDetail = lazily(async () => (await later()).HouseholdDetail);
const HouseholdImport = lazily(async () => (await later()).HouseholdImport);
const Households = lazily(async () => (await later()).Households);
const Totals = lazily(async () => (await later()).Totals);
const Villages = lazily(async () => (await later()).Villages);
const Admin = lazily(async () => (await import("./admin/Admin")).Admin);
const Report = lazily(async () => (await import("./reports/Report")).Report);
const Security = lazily(async () => (await later()).Security);
const Papi = lazily(async () => (await import("./papi/Papi")).Papi);
const Surveys = lazily(async () => (await import("./surveys/Surveys")).Surveys);
const Registers = lazily(async () => (await import("./registers/Registers")).Registers);
const Tasks = lazily(async () => (await import("./tasks/Tasks")).Tasks);
const Burden = lazily(async () => (await import("./burden/Burden")).Burden);

function campaignScreen(id: string | undefined, action: string | undefined): JSX.Element {
  if (!id) return <Campaigns />;
  if (id === "them") return <CampaignEdit key={id} id={undefined} />;
  return action === "sua" ? <CampaignEdit key={id} id={id} /> : <CampaignDetail key={id} id={id} />;
}

// Address → screen; one that is not open to the user, as a colleague's, leads to where the user comes first.
export function screenOf({ parts, query }: Route, user: User): JSX.Element {
  const home = homeRoot(user);
  const [root = home, id, action] = mayOpenScreen(user, parts[0] ?? home) ? parts : [];
  switch (root) {
    case "dong-gop":
      return <Contributions id={id} query={query} />;
    case "dot-van-dong":
      return campaignScreen(id, action);
    case "thong-ke":
      return id === burdenPart && may(user, "burden") ? <Burden query={query} /> : <Totals query={query} />;
    case surveysRoot:
      return <Surveys id={id} query={query} />;
    case tasksRoot:
      return <Tasks id={id} query={query} />;
    case registersRoot:
      return <Registers query={query} />;
    case papiRoot:
      return <Papi query={query} />;
    case "ho-dan":
      if (id === "nhap") return <HouseholdImport />;
      return id ? <HouseholdDetail key={id} id={id} /> : <Households query={query} />;
    case "ban-va-may":
      return <Villages query={query} />;
    case "kiem-tra-giay":
      return <CheckReceipt />;
    case reportsRoot:
      return <Report query={query} />;
    case "an-ninh":
      return <Security id={id} query={query} />;
    case "quan-tri":
      return <Admin part={id} />;
    default: {
      const kind = bookOf(root);
      if (kind) return <Book key={kind} kind={kind} id={id} query={query} />;
      return root === queueRoot ? <Queue id={id} query={query} /> : screenOf({ parts: [home], query }, user);
    }
  }
}
