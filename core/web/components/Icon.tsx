// Line drawings in the colour of the text. They only repeat what words beside them say.
const paths = {
  waiting: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 3v9h9",
  received: "M4 13l5 5L20 7",
  accepted: "M2 13l5 5L16 8M12 17l1 1L22 8",
  returned: "M9 5L4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3",
  conflict: "M4 8h15M15 4l4 4l-4 4M20 16H5M9 12l-4 4l4 4",
  voided: "M5 5l14 14M19 5L5 19",
  today: "M4 5h16v15H4zM4 10h16M8 3v4M16 3v4",
  contribution: "M3 7h18v12H3zM12 10.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5M6 10v.5M18 15.5v.5",
  campaign: "M5 21V4M5 5h13l-3 4l3 4H5",
  household: "M3 11l9-8l9 8M5 10v10h14V10M10 20v-6h4v6",
  sync: "M7 20V5M3 9l4-4l4 4M17 4v15M13 15l4 4l4-4",
  plus: "M12 5v14M5 12h14",
  search: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM16 16l5 5",
  print: "M7 8V3h10v5M5 8h14v9h-3M8 17H5V8M8 14h8v7H8z",
  edit: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
  warning: "M12 3L2 20h20zM12 10v5M12 17.5v.5",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7l7 7",
  forward: "M9 5l7 7l-7 7",
  person: "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4 21c0-8 16-8 16 0",
  device: "M4 5h16v11H4zM2 20h20",
  list: "M8 6h13M8 12h13M8 18h13M3 6h1M3 12h1M3 18h1",
  up: "M12 20V4M5 11l7-7l7 7",
  down: "M12 4v16M5 13l7 7l7-7",
  copy: "M9 8h11v13H9zM15 8V3H4v13h5",
  save: "M12 3v12M7 10l5 5l5-5M4 17v4h16v-4",
  photo: "M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7",
  meeting: "M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM17 7a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5zM2 20c0-7 12-7 12 0M15 15c4-1 7 1 7 5",
  petition: "M4 4h16v12H10l-5 4v-4H4zM8 8h8M8 12h5",
  disclosure: "M4 3h16v13H4zM8 7h8M8 11h5M12 16v5",
  spending: "M3 7h18v12H3zM12 16V10M9.5 12.5L12 10l2.5 2.5",
  security: "M12 3l8 3v6c0 5-4 8-8 9c-4-1-8-4-8-9V6zM9 12l2 2l4-4",
  chart: "M4 20V4M4 20h16M9 17v-5M13 17V8M17 17v-7",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="22"
      height="22"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
