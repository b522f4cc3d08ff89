// Screens that few people open every day: one file, loaded when the first of them is asked for.
export { ChangeRecord } from "./books/ChangeRecord";
export { MeetingMinutes } from "./books/MeetingMinutes";
export { NewRecord } from "./books/NewRecord";
export { Notice } from "./books/Notice";
export { RecordList } from "./books/RecordList";
export { RecordPage } from "./books/RecordPage";
export { Report } from "./books/Report";
export { CampaignDetail } from "./screens/CampaignDetail";
export { Campaigns } from "./screens/Campaigns";
export { CheckReceipt } from "./screens/CheckReceipt";
export { CorrectContribution } from "./screens/CorrectContribution";
export { DonorCard } from "./screens/DonorCard";
export { GroupEntry } from "./screens/GroupEntry";
export { HouseholdDetail } from "./screens/HouseholdDetail";
export { Households } from "./screens/Households";
export { ReceiptSheet } from "./screens/ReceiptSheet";
