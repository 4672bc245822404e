import type { Resource, ResourceKind } from '@diem-cau/signaling-contract/operations'
import type { Watched } from '../feed/applyChange.ts'

const byName = (a: Resource, b: Resource) =>
  a.name.localeCompare(b.name, 'vi', { numeric: true }) || a.id.localeCompare(b.id)

/** All of a kind by name: servers are few and have their place, as people know where to look. */
export const ofKind = ({ resources }: Watched, kind: ResourceKind): readonly Resource[] =>
  [...resources.values()].filter((resource) => resource.kind === kind).toSorted(byName)

/** The node's own id, which "node:<id>" and "worker:<id>/<index>" are made of. */
export const nodeIdOf = ({ id }: Pick<Resource, 'id'>): string => id.slice(id.indexOf(':') + 1).replace(/\/\d+$/, '')

/** The workers of a node, by their number. */
export const workersOf = (workers: readonly Resource[], node: Resource): readonly Resource[] =>
  workers
    .filter((worker) => nodeIdOf(worker) === nodeIdOf(node))
    .toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
