import { Button } from "@core/components/Button";
import { Icon } from "@core/components/Icon";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { errorText, fieldText } from "@core/errors";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { fullAddress } from "../addresses";
import { api } from "../api";
import { copyText } from "../copy";
import { FormDialog } from "../parts/FormDialog";
import "./SavedFilters.css";
import { t } from "./text";

type Saved = { name: string; address: string };

export type SavedFiltersControl = { items: Saved[]; reload: () => void };

const isOf = (root: string) => ({ address }: Saved) => address === root || address.startsWith(`${root}?`);

// Those of one list: `root` is its address without a filter.
export function useSavedFilters(root: string): SavedFiltersControl {
  const { value, reload } = useResource("saved-filters", async () => (await api("savedFilters")).items, false);
  return { items: (value ?? []).filter(isOf(root)), reload };
}

type Props = { saved: SavedFiltersControl; here: string; isFiltered: boolean };

// Each as a link to its list, beside a button that forgets it; and what can be done with the filter that is set: give it a name,
// and copy its address for a colleague.
export function SavedFilters({ saved, here, isFiltered }: Props) {
  const [isAsking, setAsking] = useState(false);
  const isSaved = saved.items.some((it) => it.address === here);
  const remove = async (name: string) => {
    try {
      await api("removeFilter", { path: { name } });
      toast(t("saved.removed", { name }));
      saved.reload();
    } catch (reason) {
      toast(errorText(reason));
    }
  };
  const copy = () => copyText(fullAddress(here)).then(() => toast(t("saved.copied")), () => toast(t("saved.not_copied")));
  return (
    <div class="saved-filters">
      {saved.items.length > 0 && (
        <div class="saved-items" role="group" aria-label={t("saved.label")}>
          <span class="chips-label" aria-hidden="true">{t("saved.label")}</span>
          {saved.items.map(({ name, address }) => (
            <span key={name} class="saved-filter" data-here={address === here || undefined}>
              <a href={address} aria-current={address === here || undefined}>{name}</a>
              <button type="button" aria-label={t("saved.remove", { name })} onClick={() => void remove(name)}><Icon name="close" /></button>
            </span>
          ))}
        </div>
      )}
      <div class="saved-tools">
        {isFiltered && !isSaved && <Button look="plain" icon="save" onClick={() => setAsking(true)}>{t("saved.save")}</Button>}
        <Button look="plain" icon="copy" onClick={() => void copy()}>{t("saved.copy")}</Button>
      </div>
      {isAsking && <SaveDialog address={here} onClose={() => setAsking(false)} onSaved={saved.reload} />}
    </div>
  );
}

function SaveDialog({ address, onClose, onSaved }: { address: string; onClose: () => void; onSaved: () => void }) {
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  const send = async () => {
    const given = name.trim();
    if (!given) return setMissing(true);
    await api("saveFilter", { path: { name: given }, body: { address } });
    toast(t("saved.saved", { name: given }));
    onSaved();
    onClose();
  };
  return (
    <FormDialog title={t("saved.save")} action={t("saved.save")} onClose={onClose} send={send}>
      <TextField label={t("saved.name")} value={name} onChange={(text) => (setName(text), setMissing(false))} name="filter-name" autoFocus error={isMissing ? fieldText("required") : undefined} />
      <p class="muted">{t("saved.explained")}</p>
    </FormDialog>
  );
}
