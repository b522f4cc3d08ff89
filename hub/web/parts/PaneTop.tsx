import { Button } from "@core/components/Button";
import { Icon } from "@core/components/Icon";
import { toast } from "@core/components/Toast";
import { fullAddress } from "../addresses";
import { copyText } from "../copy";
import { t } from "../text";

function copyAddress(address: string): void {
  copyText(fullAddress(address)).then(
    () => toast(t("record.address_copied")),
    () => toast(t("record.address_not_copied")),
  );
}

type Props = {
  listAddress: string; // back to the list, on a narrow screen
  address: string; // of the record, for a colleague
};

// Above a record that is open at the side of its list.
export function PaneTop({ listAddress, address }: Props) {
  return (
    <div class="spread">
      <a class="back" href={listAddress}>
        <Icon name="back" />
        {t("record.back")}
      </a>
      <Button look="plain" icon="copy" onClick={() => copyAddress(address)}>
        {t("record.copy_address")}
      </Button>
    </div>
  );
}
