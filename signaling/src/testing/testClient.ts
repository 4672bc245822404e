import type { Client } from '../live/meeting/Member.ts'

let clients = 0

/** A client that remembers, by their names, what it was told; an `ejected` with its code. */
export function testClient(): Client & { readonly told: string[] } {
  const told: string[] = []
  return {
    clientId: `client-${++clients}`,
    told,
    notify: ({ name }) => void told.push(name),
    admitted: ({ name }) => void told.push(name),
    ejected: ({ name, error }) => void told.push(`${name} ${error.code}`),
    disconnect: () => void told.push('disconnect'),
  }
}
