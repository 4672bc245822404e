/**
 * A limit at which somebody was refused, or waits: of participants of one meeting, or no media node has room for another endpoint.
 */
export type Limit = { readonly limit: 'meeting'; readonly most: number } | { readonly limit: 'nodes' }
