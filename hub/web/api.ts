import { createClient } from "@core/api";
import { routes, type Operations } from "@core/generated/hub";

// The hub's API by operationId (hub/api/openapi.json).
export const api = createClient<Operations>(routes);
