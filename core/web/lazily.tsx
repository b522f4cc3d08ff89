// Screens that are loaded when somebody opens them: the first load stays small.
//   const Report = lazily(async () => (await import("./later")).Report);
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "./components/Button";
import { Notice } from "./components/Notice";
import { t, wordsReady } from "./i18n";

async function withWords<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  const loaded = await load();
  await wordsReady();
  return loaded;
}

// What can't be loaded is told with a way on: the program was replaced by another version, or can't be reached.
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props): JSX.Element | null {
    const [Shown, show] = useState<{ it: ComponentType<Props> } | undefined>(loaded && { it: loaded });
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (Shown) return;
      withWords(load).then(
        (it) => {
          loaded = it;
          show({ it });
        },
        () => setFailed(true),
      );
    }, []);
    if (Shown) return <Shown.it {...props} />;
    if (!hasFailed) return null;
    return (
      <Notice tone="bad">
        {t("screen.not_loaded")} <Button onClick={() => location.reload()}>{t("screen.reload")}</Button>
      </Notice>
    );
  };
}
