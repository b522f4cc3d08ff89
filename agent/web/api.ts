import { createClient } from "@core/api";
import { routes, type Operations } from "@core/generated/agent";

// The agent's API by operationId (agent/api/openapi.json).
export const api = createClient<Operations>(routes);
