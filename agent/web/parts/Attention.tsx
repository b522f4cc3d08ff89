import { Button } from "@core/components/Button";
import { Icon } from "@core/components/Icon";
import type { Contribution } from "@core/generated/agent";
import { contributions } from "@core/records";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { useAgent } from "../status";
import { t } from "../text";
import "./Attention.css";

type Status = "returned" | "conflict";

const shownMax = 5;

function Item({ record, status }: { record: Contribution; status: Status }) {
  const { shown, review } = record;
  const open =
    status === "returned" ? link(["contributions", record.id, "correct"]) : link(["contributions", record.id]);
  return (
    <li>
      <div>
        <a href={link(["contributions", record.id])}>
          <b>{shown.donor}</b>
        </a>{" "}
        · {shown.given} · {shown.campaign}
        {status === "returned" && review && <div>{t("attention.said", { comment: review.comment })}</div>}
      </div>
      <Button icon={status === "returned" ? "edit" : "conflict"} href={open}>
        {t(`attention.${status}_action`)}
      </Button>
    </li>
  );
}

// Records that somebody here has to do something about; nothing when there are none.
export function Attention({ status }: { status: Status }) {
  const count = useAgent().status.counts[status];
  const { value } = useResource(`${status} ${count}`, () =>
    api("listRecords", { path: { kind: "contribution" }, query: { status, limit: shownMax } }),
  );
  const records = contributions(value?.items ?? []);
  if (records.length === 0) return null;
  return (
    <section class="card attention" data-status={status}>
      <h2 class="row">
        <Icon name={status} />
        {t(`attention.${status}`, { count })}
      </h2>
      <ul>
        {records.map((record) => (
          <Item key={record.id} record={record} status={status} />
        ))}
      </ul>
      {count > records.length && <a href={link(["contributions"], { status })}>{t("attention.all", { count })}</a>}
    </section>
  );
}
