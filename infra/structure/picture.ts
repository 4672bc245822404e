import { type FolderGraph, graphOf, type Import, neighbourGraph } from './folderGraph.ts'

const PACKAGE = /^(signaling\/contract|sfu\/contract|signaling\/src|sfu\/src|web-client\/src)\//

/** The folders of one package, or the packages themselves, as a Mermaid picture: what a folder imports stands below it. */
export function pictureOf(imports: readonly Import[], folder: string): string {
  return mermaid(neighbourGraph(imports), (name) =>
    name.startsWith(`${folder}/`) && !name.slice(folder.length + 1).includes('/')
      ? name.slice(folder.length + 1)
      : null,
  )
}

/** The packages, by what they import of each other. */
export function pictureOfPackages(imports: readonly Import[]): string {
  const packageOf = (file: string) => PACKAGE.exec(file)?.[1]?.replace('/src', '') ?? file.split('/')[0] ?? file
  const graph = graphOf(imports, ({ from, to }) =>
    packageOf(from) === packageOf(to) ? null : [packageOf(from), packageOf(to)],
  )
  return mermaid(graph, (name) => name)
}

function mermaid(graph: FolderGraph, nameOf: (folder: string) => string | null): string {
  const ties = new Map<string, Set<string>>()
  for (const [from, targets] of graph) {
    const own = nameOf(from)
    if (own === null) continue
    for (const to of targets.keys()) {
      const other = nameOf(to)
      if (other !== null) ties.set(own, (ties.get(own) ?? new Set()).add(other))
    }
  }
  const lines = [...ties].flatMap(([from, targets]) =>
    [...targets].filter((to) => !isReached(ties, from, to)).map((to) => `  ${idOf(from)} --> ${idOf(to)}`),
  )
  const names = [...new Set([...ties].flatMap(([from, targets]) => [from, ...targets]))].map(
    (name) => `  ${idOf(name)}["${name}"]`,
  )
  return ['```mermaid', 'graph TD', ...names.toSorted(), ...lines.toSorted(), '```'].join('\n')
}

/** True also when it is reached by way of another folder: the arrow adds nothing then. */
function isReached(ties: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [...(ties.get(from) ?? [])].filter((next) => next !== to)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(ties.get(next) ?? []))
  }
  return false
}

function idOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '_')
}
