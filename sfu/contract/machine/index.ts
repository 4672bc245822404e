/** What servers read of the machine that they run on. An entry point of its own, as it is for Node alone: pages load the contract too. */
export { Machine } from './Machine.ts'
