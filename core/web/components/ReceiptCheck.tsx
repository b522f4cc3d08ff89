import { useState } from "preact/hooks";
import { request } from "../api";
import { errorText } from "../errors";
import type { CheckedReceipt } from "../generated/shared";
import { t } from "../i18n";
import { Button } from "./Button";
import { Notice } from "./Notice";
import { QrReader } from "./QrReader";
import { TextField } from "./TextField";

type Outcome = { genuine: CheckedReceipt } | { failure: unknown };

function Genuine({ receipt }: { receipt: CheckedReceipt }) {
  return (
    <Notice tone="good">
      <p>
        <b>{t("receipt_check.genuine")}</b>
      </p>
      <p>{t("receipt_check.says", receipt)}</p>
    </Notice>
  );
}

// What a receipt's QR code says, pasted or read by a scanner that types: whether a laptop of this commune issued it as it
// stands. Needs no line: the signature is checked against the commune's book on this machine.
export function ReceiptCheck() {
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<Outcome>();
  const check = (code: string) => {
    const query = { text: code.replace(/\s/g, "") };
    request<CheckedReceipt>("GET", "/api/v1/receipt-check", { query }).then(
      (genuine) => setOutcome({ genuine }),
      (failure: unknown) => setOutcome({ failure }),
    );
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        check(text);
      }}
    >
      <QrReader
        onRead={(code) => {
          setText(code);
          check(code);
        }}
      />
      <TextField
        label={t("receipt_check.code")}
        name="code"
        lines="many"
        value={text}
        hint={t("receipt_check.hint")}
        onChange={(typed) => {
          setText(typed);
          setOutcome(undefined);
        }}
      />
      <div>
        <Button type="submit" look="primary" disabled={!text.trim()}>
          {t("receipt_check.check")}
        </Button>
      </div>
      <div role="status">
        {outcome && "genuine" in outcome && <Genuine receipt={outcome.genuine} />}
        {outcome && "failure" in outcome && <Notice tone="bad">{errorText(outcome.failure)}</Notice>}
      </div>
    </form>
  );
}
