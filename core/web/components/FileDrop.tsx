import { useState } from "preact/hooks";
import "./FileDrop.css";

type FileDropProps = {
  name: string;
  accept: string;
  text: string; // beside the place to drop it
  choose: string; // on the button
  onFile: (file: File) => void;
};

// A place to drop one file, with a button for whoever works by keyboard.
export function FileDrop({ name, accept, text, choose, onFile }: FileDropProps) {
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => file && onFile(file);
  return (
    <div
      class="file-drop stack"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files[0]);
      }}
    >
      <p>{text}</p>
      <label class="button file-choose">
        <span>{choose}</span>
        <input
          type="file"
          name={name}
          accept={accept}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
    </div>
  );
}
