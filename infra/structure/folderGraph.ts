/** `from` imports `to`, both as paths from the root of the repository. */
export type Import = { readonly from: string; readonly to: string }

/** Two folders that import each other, or more of them in a circle; `ties`: the imports that make it one, the fewest first. */
export type Circle = { readonly folders: readonly string[]; readonly ties: readonly Import[] }

/** Folder -> folders that it imports, with the files that do. */
export type FolderGraph = ReadonlyMap<string, ReadonlyMap<string, readonly Import[]>>

/** Every folder that holds files, and the folders that those files import. */
export function folderGraph(imports: readonly Import[]): FolderGraph {
  return graphOf(imports, ({ from, to }) => (folderOf(from) === folderOf(to) ? null : [folderOf(from), folderOf(to)]))
}

/**
 * The same one floor up: an import counts between the two neighbours under the lowest folder that holds both files. A folder
 * and one within it are no neighbours.
 */
export function neighbourGraph(imports: readonly Import[]): FolderGraph {
  return graphOf(imports, ({ from, to }) => {
    const [own, other] = [folderOf(from).split('/'), folderOf(to).split('/')]
    const shared = own.findIndex((name, index) => name !== other[index])
    if (shared === -1 || shared >= other.length) return null
    return [own.slice(0, shared + 1).join('/'), other.slice(0, shared + 1).join('/')]
  })
}

/** Circles of neighbours, and pairs of folders at any height. Empty when imports run one way. */
export function circlesOf(imports: readonly Import[]): Circle[] {
  const pairs = mutualPairs(folderGraph(imports))
  const circles = connectedGroups(neighbourGraph(imports))
  const isTold = ({ folders }: Circle) =>
    circles.some((circle) => folders.every((folder) => circle.folders.includes(folder)))
  return [...circles, ...pairs.filter((pair) => !isTold(pair))]
}

/** @param endsOf the two ends of an arrow for an import; null = none */
export function graphOf(
  imports: readonly Import[],
  endsOf: (tie: Import) => readonly [string, string] | null,
): FolderGraph {
  const graph = new Map<string, Map<string, Import[]>>()
  for (const tie of imports) {
    const ends = endsOf(tie)
    if (ends === null) continue
    const [from, to] = ends
    const targets = graph.get(from) ?? new Map<string, Import[]>()
    graph.set(from, targets)
    targets.set(to, [...(targets.get(to) ?? []), tie])
  }
  return graph
}

function mutualPairs(graph: FolderGraph): Circle[] {
  const pairs: Circle[] = []
  for (const [from, targets] of graph) {
    for (const [to, ties] of targets) {
      const back = graph.get(to)?.get(from)
      if (back && from < to) pairs.push({ folders: [from, to], ties: fewestFirst([ties, back]) })
    }
  }
  return pairs
}

/** Tarjan's strongly connected components with more than one folder. */
function connectedGroups(graph: FolderGraph): Circle[] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const groups: string[][] = []
  const visit = (folder: string): number => {
    const index = order.size
    order.set(folder, index)
    path.push(folder)
    let low = index
    for (const next of graph.get(folder)?.keys() ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (path.includes(next)) low = Math.min(low, order.get(next) ?? low)
    }
    lowest.set(folder, low)
    if (low === index) {
      const group = path.splice(path.indexOf(folder))
      if (group.length > 1) groups.push(group.toSorted())
    }
    return low
  }
  for (const folder of graph.keys()) if (!order.has(folder)) visit(folder)
  return groups.map((folders) => ({ folders, ties: fewestFirst(tiesWithin(graph, folders)) }))
}

function tiesWithin(graph: FolderGraph, folders: readonly string[]): (readonly Import[])[] {
  return folders.flatMap((from) =>
    [...(graph.get(from) ?? [])].flatMap(([to, ties]) => (folders.includes(to) ? [ties] : [])),
  )
}

/** Puts the folders that the fewest files tie first, because those are the easiest to mend. */
function fewestFirst(bundles: readonly (readonly Import[])[]): Import[] {
  return bundles.toSorted((a, b) => a.length - b.length).flat()
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'))
}
