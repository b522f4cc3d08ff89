// Screens, and a dialog, that few people open every day: one file, loaded when the first of them is asked for.
export { OwnPasswordDialog } from "./parts/OwnPasswordDialog";
export { Book } from "./screens/Book";
export { CampaignDetail } from "./screens/CampaignDetail";
export { CampaignEdit } from "./screens/CampaignEdit";
export { Campaigns } from "./screens/Campaigns";
export { CheckReceipt } from "./screens/CheckReceipt";
export { HouseholdDetail } from "./screens/HouseholdDetail";
export { HouseholdImport } from "./screens/HouseholdImport";
export { Households } from "./screens/Households";
export { Security } from "./screens/Security";
export { Totals } from "./screens/Totals";
export { Villages } from "./screens/Villages";
