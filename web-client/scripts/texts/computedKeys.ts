import type { Plugin } from 'i18next-cli'
import {
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isParenthesizedExpression,
  isStringLiteralLikeNode,
  isTemplateExpression,
  type Node,
} from 'typescript/unstable/ast'
import { API, type Project, type Type } from 'typescript/unstable/sync'

interface ComputedKeys extends Plugin {
  /** Keys that the compiler knows nothing of but that they are strings, as `file:line`. */
  readonly unknown: ReadonlySet<string>
  readonly close: () => void
}

/**
 * i18next-cli reads keys that are written out. This plugin writes out the others for it, before it reads a file: t(`phase.${phase}`)
 * becomes a choice between all keys that the compiler allows there, so that enums of the contract are followed to the last member.
 * @param tsconfig absolute path of the project that the texts are used in
 */
export function computedKeys(tsconfig: string): ComputedKeys {
  const api = new API()
  const project = api.updateSnapshot({ openProjects: [tsconfig] }).getProject(tsconfig)
  if (!project) throw new Error(`${tsconfig} is no project`)
  const unknown = new Set<string>()
  return {
    name: 'computedKeys',
    unknown,
    close: () => api.close(),
    onLoad: (code, path) => {
      // Files without a computed key need no compiler.
      if (!/\bt\((?!')/.test(code)) return undefined
      return writeOut(project, code, path, (position) =>
        unknown.add(`${path}:${code.slice(0, position).split('\n').length}`),
      )
    },
  }
}

function writeOut(project: Project, code: string, path: string, onUnknown: (position: number) => void): string {
  const file = project.program.getSourceFile(path)
  const found: { readonly from: number; readonly to: number; readonly keys: readonly string[] }[] = []
  const visit = (node: Node): void => {
    if (isCallExpression(node) && isIdentifier(node.expression) && node.expression.text === 't') {
      const [key] = node.arguments
      if (key && !isStringLiteralLikeNode(key)) {
        const keys = keysOf(project, key)
        if (keys) found.push({ from: key.pos, to: key.end, keys })
        else onUnknown(key.end)
      }
    }
    node.forEachChild(visit)
  }
  if (file) visit(file)
  // The last comes first, so that the places before stay where they are; a call inside of a key is not one of ours.
  return found
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, keys }) => text.slice(0, from) + choice(keys) + text.slice(to), code)
}

const choice = (keys: readonly string[]) =>
  keys.map((key, n) => (n < keys.length - 1 ? `one ? '${key}' : ` : `'${key}'`)).join('')

/** All strings that an expression may be; null: any string. */
function keysOf(project: Project, node: Node): readonly string[] | null {
  if (isStringLiteralLikeNode(node)) return [node.text]
  if (isParenthesizedExpression(node)) return keysOf(project, node.expression)
  if (isConditionalExpression(node))
    return both(keysOf(project, node.whenTrue), keysOf(project, node.whenFalse), (yes, no) => [...yes, ...no])
  if (!isTemplateExpression(node)) return literals(project.checker.getTypeAtLocation(node))
  return node.templateSpans.reduce<readonly string[] | null>(
    (starts, { expression, literal }) =>
      both(starts, keysOf(project, expression), (before, parts) =>
        before.flatMap((start) => parts.map((part) => start + part + literal.text)),
      ),
    [node.head.text],
  )
}

const both = <T>(a: T | null, b: T | null, join: (a: T, b: T) => T): T | null =>
  a === null || b === null ? null : join(a, b)

function literals(type: Type | undefined): readonly string[] | null {
  if (type?.isUnionType()) {
    return type
      .getTypes()
      .reduce<readonly string[] | null>((before, member) => both(before, literals(member), (a, b) => [...a, ...b]), [])
  }
  return type?.isStringLiteralType() || type?.isNumberLiteralType() ? [String(type.value)] : null
}
