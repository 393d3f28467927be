/** Limits of one connection, in milliseconds; the interval is how often they are looked at. */
export const limits = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
} as const;
