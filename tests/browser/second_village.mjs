// bản Lừm Thượng A: two laptops without pages, for what the office sees of others.
import { campaigns } from "./commune.mjs";
import { day } from "./days.mjs";

export const quarrel = { first: "700.000 đ", second: "900.000 đ" };

// Each household gives; both laptops know of it.
export async function furnishSecondVillage(walk) {
  const { commune } = walk;
  const laptops = [commune.laptop("lum-thuong-a"), commune.laptop("lum-thuong-a-2")];
  await laptops[0].enrol(await commune.enrolCode("LA", "Máy trưởng bản"), "Mùa A Chống");
  await laptops[1].enrol(await commune.enrolCode("LA", "Máy của bản"), "Sồng Thị Mỷ");
  await laptops[0].sync();
  const [yard, flood] = await Promise.all(campaigns.map((it) => laptops[0].campaign(it.title)));
  const households = await laptops[0].list("household");
  const gifts = households.slice(0, 14).map((household, index) => ({
    household: household.id,
    campaign: index % 3 === 2 ? flood : yard,
    amount: String(100_000 + 50_000 * index),
  }));
  gifts[3].date = day(-200); // before the campaign began
  gifts[4].voluntary = false;
  const ids = await laptops[0].add(...gifts);
  await laptops[0].sync();
  await laptops[1].sync();
  walk.second = { laptops, households, ids, yard, flood };
}

// While the office is not in reach, both correct the same record differently.
export async function quarrelInSecondVillage({ second: { laptops, ids } }) {
  await laptops[0].amend(ids[0], { amount: "700000" }, "đọc nhầm sổ");
  await laptops[1].amend(ids[0], { amount: "900000" }, "hộ góp thêm");
}
