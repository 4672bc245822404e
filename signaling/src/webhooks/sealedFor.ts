/** For whom a webhook's secret is sealed: it opens for no other. */
export const sealedFor = (webhookId: string): string => `webhook ${webhookId}`
