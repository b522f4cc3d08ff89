// Vietnamese as it is typed by who is in a hurry.

// “Lò Văn Đức” → “lo van duc”
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .toLowerCase();
}

// Part of a name that finds one household alone: “lo du” of “Lò Văn Đức”.
export function partOf(household) {
  const names = fold(household.head).split(" ");
  return `${names[0]} ${names[names.length - 1].slice(0, -1)}`;
}

// Households whose given name is nobody else's, so that a part of the name finds one.
export function easyToFind(households) {
  const words = households.flatMap((it) => fold(it.head).split(" "));
  return households.filter((household) => {
    const given = fold(household.head).split(" ").pop();
    return given.length > 2 && words.filter((word) => word.startsWith(given.slice(0, -1))).length === 1;
  });
}
