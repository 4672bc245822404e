/** Servers know by this which request they work for. An entry point of its own, as it is for Node alone: pages load the contract too. */
export { inRequest, requestOfLine } from './requestScope.ts'
export { inSpan } from './spans.ts'
export { startTracing, type Tracing } from './startTracing.ts'
