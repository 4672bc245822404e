/** What both sides compute from the state: the server to decide, a client so that no button promises what will be refused. */
export * from './ballot.ts'
export * from './heard.ts'
export * from './mayPresent.ts'
export * from './maySend.ts'
export * from './office.ts'
export * from './present.ts'
export * from './standsFor.ts'
export * from './watched.ts'
