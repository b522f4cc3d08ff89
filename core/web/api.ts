// The client of both programs' HTTP APIs. Operations and their types come from the OpenAPI documents (types.mjs):
//   const api = createClient<Operations>(routes);   const status = await api("status");

export type FieldError = { field: string; code: string };

// What went wrong, by the API's code. `code` is "program_off" when the program did not answer at all.
export class ApiError extends Error {
  constructor(
    readonly httpStatus: number,
    readonly code: string,
    readonly fields: FieldError[],
    text: string,
  ) {
    super(text);
    this.name = "ApiError";
  }

  fieldCode(field: string): string | undefined {
    return this.fields.find((it) => it.field === field)?.code;
  }
}

type QueryValue = string | number | boolean | undefined;
type Headers_ = { [name: string]: string };
// `keepalive`: the request is sent even if the page closes meanwhile.
export type RequestOptions = {
  query?: { [name: string]: QueryValue };
  body?: unknown;
  signal?: AbortSignal;
  keepalive?: boolean;
};

let mutationHeaders: () => Headers_ = () => ({});
let whenRefused: (error: ApiError) => void = () => undefined;

// Headers that every mutating request carries (agent: X-Soban; hub: X-CSRF-Token).
export function setMutationHeaders(headers: () => Headers_): void {
  mutationHeaders = headers;
}

// Called with each error before it is thrown, e.g. to go to the log-in screen on not_logged_in.
export function onApiError(handler: (error: ApiError) => void): void {
  whenRefused = handler;
}

function withQuery(path: string, query: { [name: string]: QueryValue } | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === "object" && value !== null;
}

function readFields(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((it) => ({ field: String(it["field"]), code: String(it["code"]) }));
}

async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = isObject(body) && isObject(body["error"]) ? body["error"] : {};
  const code = typeof error["code"] === "string" ? error["code"] : "internal";
  return new ApiError(response.status, code, readFields(error["fields"]), String(error["text"] ?? response.statusText));
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Headers_ = method === "GET" ? {} : { ...mutationHeaders() };
  const init: RequestInit = { method, headers, credentials: "same-origin", keepalive: options.keepalive ?? false };
  if (options.signal) init.signal = options.signal;
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(options.body);
  }
  try {
    return await fetch(withQuery(path, options.query), init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, "program_off", [], String(error));
  }
}

// One request by method and path; `T` is the caller's word for what the document promises.
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  try {
    const response = await send(method, path, options);
    if (!response.ok) throw await readError(response);
    const text = await response.text();
    return (text ? JSON.parse(text) : undefined) as T;
  } catch (error) {
    if (error instanceof ApiError) whenRefused(error);
    throw error;
  }
}

type Operation = { path: object; query: object; body: unknown; result: unknown };
type CallOptions<O extends Operation> = (keyof O["path"] extends never
  ? unknown
  : string extends keyof O["path"]
    ? unknown
    : { path: O["path"] }) &
  (undefined extends O["body"] ? unknown : { body: O["body"] }) & {
    query?: string extends keyof O["query"] ? undefined : O["query"];
    signal?: AbortSignal;
  };
type Routes<Ops> = { readonly [id in keyof Ops]: { readonly method: string; readonly path: string } };
type Call<Ops extends { [id in keyof Ops]: Operation }> = <Id extends keyof Ops>(
  id: Id,
  ...rest: object extends CallOptions<Ops[Id]> ? [options?: CallOptions<Ops[Id]>] : [options: CallOptions<Ops[Id]>]
) => Promise<Ops[Id]["result"]>;

type LooseOptions = RequestOptions & { path?: { [name: string]: string } };

// A function that calls an operation by its operationId, checked against the document at compile time.
export function createClient<Ops extends { [id in keyof Ops]: Operation }>(routes: Routes<Ops>): Call<Ops> {
  return (id, ...rest) => {
    const options = (rest[0] ?? {}) as LooseOptions;
    const path = routes[id].path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(options.path?.[name] ?? ""),
    );
    return request(routes[id].method, path, options);
  };
}
