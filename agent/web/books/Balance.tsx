import { useResource } from "@core/resource";
import { api } from "../api";
import { Details } from "../parts/Details";
import { useAgent } from "../status";
import { t } from "../text";

// What this village collected for a campaign, what it spent, and what is left.
export function Balance({ campaign, title }: { campaign: string; title: string }) {
  const { village } = useAgent().status;
  const { value } = useResource(`balance ${campaign}`, () =>
    api("balance", { query: { campaign, village: village.code } }),
  );
  if (!value) return null;
  const { shown } = value;
  return (
    <section class="card stack">
      <h2>{t("balance.title", { campaign: title })}</h2>
      <Details
        items={[
          { label: t("balance.collected"), value: <span class="number">{shown.collected}</span> },
          { label: t("balance.spent"), value: <span class="number">{shown.spent}</span> },
          { label: t("balance.left"), value: <b class="number">{shown.balance}</b> },
          { label: t("balance.value"), value: value.value !== "0" && <span class="number">{shown.value}</span> },
        ]}
      />
    </section>
  );
}
