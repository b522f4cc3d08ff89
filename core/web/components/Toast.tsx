import { useEffect, useState } from "preact/hooks";
import { Button } from "./Button";
import "./Toast.css";

type Message = { text: string; action?: { label: string; run: () => void } };

const shownMs = 8000;
const shownWithActionMs = 20000; // time to read, think and reach the button

let show: (message: Message | undefined) => void = () => undefined;

// Says that something was done, at the bottom of the screen, with a way to undo it. A later message takes its place.
export function toast(text: string, action?: Message["action"]): void {
  show(action ? { text, action } : { text });
}

// The place of the messages: once, at the end of the page.
export function ToastPlace() {
  const [message, setMessage] = useState<Message>();
  useEffect(() => {
    show = setMessage;
  }, []);
  useEffect(() => {
    if (!message) return undefined;
    const timer = setTimeout(() => setMessage(undefined), message.action ? shownWithActionMs : shownMs);
    return () => clearTimeout(timer);
  }, [message]);
  const act = () => {
    setMessage(undefined);
    message?.action?.run();
  };
  return (
    <div class="toast-place" role="status">
      {message && (
        <div class="toast">
          <span>{message.text}</span>
          {message.action && <Button onClick={act}>{message.action.label}</Button>}
        </div>
      )}
    </div>
  );
}
