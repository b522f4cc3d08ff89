// What the browser's camera sees: a film of one picture, which Chromium plays for it.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildDirectory } from "./programs.mjs";

const film = join(buildDirectory, "camera.y4m");
const [width, height] = [640, 480];
const frames = 5;

export const cameraFlags = [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${film}`,
];

// As if the paper were held so that its code, at the left below, is in the middle; grey values.
async function greys(page, png) {
  const text = await page.evaluate(
    async ([source, w, h]) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${source}`;
      await picture.decode();
      const canvas = document.createElement("canvas");
      canvas.width = w;
      canvas.height = h;
      const context = canvas.getContext("2d");
      context.fillStyle = "white";
      context.fillRect(0, 0, w, h);
      const [x, side] = [0.086, 0.152].map((part) => part * picture.width);
      context.drawImage(picture, x, 0.66 * picture.height, side, side, (w - h) / 2, 0, h, h);
      const { data } = context.getImageData(0, 0, w, h);
      let grey = "";
      for (let at = 0; at < data.length; at += 4) grey += String.fromCharCode(data[at]);
      return btoa(grey);
    },
    [png.toString("base64"), width, height],
  );
  return Buffer.from(text, "base64");
}

export async function showToCamera(page, png) {
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), await greys(page, png), colours]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(film, Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]));
}
