// The address of the PAPI screen, in the office's words.
import { link } from "@core/router";
import { names } from "../addresses";

export const papiRoot = "papi";

// What the PAPI screen shows; nothing chosen: this year, all subjects, the commune.
export type PapiView = { year?: string | undefined; dimension?: string | undefined; village?: string | undefined };
const papiNames = { year: "nam", dimension: "noi-dung" } as const;
export const papiAddress = (view: PapiView = {}): string => link([papiRoot], { [papiNames.year]: view.year, [papiNames.dimension]: view.dimension, [names.village]: view.village });

export function readPapi(query: URLSearchParams): PapiView {
  const read = (name: string) => query.get(name) || undefined;
  return { year: read(papiNames.year), dimension: read(papiNames.dimension), village: read(names.village) };
}
