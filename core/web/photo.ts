// A photo from a telephone or a scanner has megabytes; what is kept is a JPEG whose writing can still be read, and a
// thumbnail.
import { ApiError } from "./api";
import { toBase64Url } from "./files";
import type { Attachment, AttachmentKept, ShownAttachment } from "./generated/shared";

// The program's addAttachment.
export type KeepPhoto = (data: string) => Promise<AttachmentKept>;

type Picture = { image: CanvasImageSource; width: number; height: number };

const photoSides = [1600, 1280, 1024]; // pixels of the long side; a page of A4 is read at the first
const photoQualities = [0.8, 0.7, 0.6, 0.5];
const photoBytesMax = 400 * 1024; // two minutes of a poor mobile network
const thumbnailSide = 160;
const thumbnailQuality = 0.7;

export function photoAddress(id: string): string {
  return `/api/v1/attachments/${id}`;
}

// What can be shown in little; undefined: nothing of it has arrived.
export function thumbnailOf({ id, here, thumbnail, thumbnailHere }: ShownAttachment): string | undefined {
  if (thumbnailHere) return thumbnail;
  return here ? id : undefined;
}

function notAnImage(): ApiError {
  return new ApiError(0, "not_an_image", [], "the browser can't show this file");
}

function readAsDataUrl(file: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}

// Turned the way it was held, in old browsers too, whose createImageBitmap does not know about that.
async function decodeAsElement(file: Blob): Promise<Picture> {
  const image = new Image();
  image.src = await readAsDataUrl(file);
  await image.decode();
  return { image, width: image.naturalWidth, height: image.naturalHeight };
}

// For what is too large to be an address.
async function decodeAsBitmap(file: Blob): Promise<Picture> {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  return { image, width: image.width, height: image.height };
}

async function decode(file: Blob): Promise<Picture> {
  try {
    const picture = await decodeAsElement(file).catch(() => decodeAsBitmap(file));
    if (picture.width > 0 && picture.height > 0) return picture;
  } catch {
    // Said below, whatever the browser says.
  }
  throw notAnImage();
}

function draw({ image, width, height }: Picture, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas to draw on");
  context.fillStyle = "#fff"; // JPEG knows no transparency, and would make it black
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("can't be encoded"))), "image/jpeg", quality);
  });
}

// The best that is small enough; else the smallest, which the program still takes.
async function shrink(picture: Picture): Promise<Blob> {
  let smallest: Blob | undefined;
  for (const side of photoSides) {
    const canvas = draw(picture, side);
    for (const quality of photoQualities) {
      const blob = await encode(canvas, quality);
      if (blob.size <= photoBytesMax) return blob;
      if (!smallest || blob.size < smallest.size) smallest = blob;
    }
  }
  if (!smallest) throw new Error("no size to try");
  return smallest;
}

async function keepBlob(blob: Blob, keep: KeepPhoto): Promise<AttachmentKept> {
  return keep(toBase64Url(new Uint8Array(await blob.arrayBuffer())));
}

// Makes it smaller and gives it to the program. ApiError "not_an_image", and what the program refuses.
export async function addPhoto(file: Blob, keep: KeepPhoto): Promise<Attachment> {
  const picture = await decode(file);
  const photo = await keepBlob(await shrink(picture), keep);
  const thumbnail = await keepBlob(await encode(draw(picture, thumbnailSide), thumbnailQuality), keep);
  return { id: photo.id, size: photo.size, thumbnail: thumbnail.id, thumbnailSize: thumbnail.size };
}
