// Reads a QR code with the camera, or from a photo of it. Nothing leaves this machine.
import decodeQR from "qr/decode.js";
import { frameLoop, rearCamera, QRCanvas, type QRCamera } from "qr/dom.js";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "./Button";
import { FileDrop } from "./FileDrop";
import { Notice } from "./Notice";
import "./QrReader.css";

const photoSideMax = 2000; // pixels; more tells the decoder nothing

async function readPhoto(file: File): Promise<string | undefined> {
  const photo = await createImageBitmap(file);
  const scale = Math.min(1, photoSideMax / Math.max(photo.width, photo.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(photo.width * scale);
  canvas.height = Math.round(photo.height * scale);
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.drawImage(photo, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return undefined; // it says by an exception that there is no code
  }
}

function Camera({ onRead, onFailed }: { onRead: (text: string) => void; onFailed: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const reader = new QRCanvas();
    let camera: QRCamera | undefined;
    let stopFrames = () => {};
    let isOver = false;
    const start = async () => {
      const player = video.current;
      if (!player) return;
      const opened = await rearCamera(player); // where there is only one, that one
      camera = opened;
      if (isOver) return opened.stop();
      stopFrames = frameLoop(() => {
        void opened.readFrame(reader).then((text) => {
          if (typeof text === "string" && !isOver) onRead(text);
        });
      }, player);
    };
    start().catch(onFailed);
    return () => {
      isOver = true;
      stopFrames();
      camera?.stop();
    };
  }, []);
  return <video class="qr-camera" ref={video} playsInline muted aria-label={t("qr.camera")} />;
}

export function QrReader({ onRead }: { onRead: (text: string) => void }) {
  const [isLooking, setLooking] = useState(false);
  const [problem, setProblem] = useState<"camera" | "photo">();
  const found = (text: string) => {
    setLooking(false);
    onRead(text);
  };
  const take = (file: File) => {
    setProblem(undefined);
    readPhoto(file).then(
      (text) => (text ? found(text) : setProblem("photo")),
      () => setProblem("photo"),
    );
  };
  return (
    <div class="stack">
      <div>
        <Button
          icon="photo"
          onClick={() => {
            setProblem(undefined);
            setLooking(!isLooking);
          }}
        >
          {t(isLooking ? "qr.stop" : "qr.start")}
        </Button>
      </div>
      {isLooking && (
        <Camera
          onRead={found}
          onFailed={() => {
            setLooking(false);
            setProblem("camera");
          }}
        />
      )}
      <FileDrop name="qrPhoto" accept="image/*" text={t("qr.drop")} choose={t("qr.choose")} onFile={take} />
      {problem && <Notice tone="bad">{t(`qr.no_${problem}`)}</Notice>}
    </div>
  );
}
