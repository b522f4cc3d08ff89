// The addresses of this page's screens, in the office's words: they are sent to colleagues.
import type { BookKind } from "@core/books";
import type { Finding } from "@core/generated/hub";
import { link } from "@core/router";

export type ListFilters = { village?: string; campaign?: string; query?: string };

// The names of the filters in an address.
export const names = { village: "ban", campaign: "dot", query: "tim", status: "tinh-trang", only: "loai", show: "xem" } as const;

type Filters = { [name in Exclude<keyof typeof names, "show">]?: string };

function filterQuery(filters: Filters): { [name: string]: string | undefined } {
  return {
    [names.village]: filters.village,
    [names.campaign]: filters.campaign,
    [names.status]: filters.status,
    [names.only]: filters.only,
    [names.query]: filters.query,
  };
}

export function readListFilters(query: URLSearchParams): ListFilters {
  const village = query.get(names.village);
  const campaign = query.get(names.campaign);
  const text = query.get(names.query);
  return { ...(village && { village }), ...(campaign && { campaign }), ...(text && { query: text }) };
}

function one(root: string, id: string | undefined): string[] {
  return id ? [root, id] : [root];
}

const bookRoots: { [kind in BookKind]: string } = { meeting: "hop-ban", petition: "kien-nghi", spending: "so-chi", disclosure: "niem-yet", "period-report": "bao-cao", "security-report": "an-ninh", "campaign-proposal": "de-xuat", "household-request": "de-nghi-ho" };

export function bookOf(root: string): BookKind | undefined {
  return (Object.keys(bookRoots) as BookKind[]).find((kind) => bookRoots[kind] === root);
}

export const bookRoot = (kind: BookKind): string => bookRoots[kind];
export const bookAddress = (kind: BookKind, filters: Filters = {}, id?: string): string => link(one(bookRoots[kind], id), filterQuery(filters));
export const securityAddress = (state = "", id?: string, show = ""): string => link(one("an-ninh", id), { [names.status]: state, [names.show]: show });
export const queueRoot = "can-duyet";
export const queueAddress = (filters: Filters = {}, id?: string): string => link(one(queueRoot, id), filterQuery(filters));
export const contributionsAddress = (filters: Filters = {}, id?: string): string => link(one("dong-gop", id), filterQuery(filters));
export const householdsAddress = (filters: Filters = {}, id?: string): string => link(one("ho-dan", id), filterQuery(filters));
export const householdImportAddress = link(["ho-dan", "nhap"]);
export const totalsAddress = (filters: Filters = {}, show = ""): string => link(["thong-ke"], { ...filterQuery(filters), [names.show]: show });
export const campaignAddress = (id?: string): string => link(one("dot-van-dong", id));
export const campaignEditAddress = (id: string): string => link(["dot-van-dong", id, "sua"]);
export const newCampaignAddress = link(["dot-van-dong", "them"]);
export const villagesAddress = (filters: Filters = {}, show = ""): string => link(["ban-va-may"], { ...filterQuery(filters), [names.show]: show });
export const receiptCheckAddress = link(["kiem-tra-giay"]);
export const usersAddress = link(["quan-tri"]);

// Of the other appeal that a finding names.
export function appealAddress({ record, kind }: Finding): string | undefined {
  if (!record) return undefined;
  return kind === "campaign" ? campaignAddress(record) : bookAddress("campaign-proposal", {}, record);
}

// As a colleague opens it.
export function fullAddress(address: string): string {
  return location.origin + location.pathname + address;
}

// Outside this page: what everybody may read.
export const publicAddress = "/cong-khai";
