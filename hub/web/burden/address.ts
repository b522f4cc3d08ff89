import { link } from "@core/router";

// A part of “Thống kê”.
export const burdenPart = "ganh-nang";

type BurdenFilters = { from?: string; to?: string; village?: string };

export const burdenAddress = ({ from, to, village }: BurdenFilters = {}): string =>
  link(["thong-ke", burdenPart], { tu: from, den: to, ban: village });
