import { expect, test } from 'vitest'
import { circlesOf, folderGraph, type Import, neighbourGraph } from './folderGraph.ts'

const imports = (...lines: readonly string[]): Import[] =>
  lines.map((line) => {
    const [from = '', to = ''] = line.split(' -> ')
    return { from, to }
  })

test('imports that run one way make no circle', () => {
  expect(
    circlesOf(imports('a/x/1.ts -> a/y/2.ts', 'a/x/1.ts -> a/z/3.ts', 'a/y/2.ts -> a/z/3.ts', 'a/y/2.ts -> a/y/4.ts')),
  ).toEqual([])
})

test('two folders that import each other are a circle, and the fewest ties are told first', () => {
  const ties = imports('a/x/1.ts -> a/y/2.ts', 'a/x/5.ts -> a/y/2.ts', 'a/y/3.ts -> a/x/4.ts')
  expect(circlesOf(ties)).toEqual([{ folders: ['a/x', 'a/y'], ties: [ties[2], ties[0], ties[1]] }])
})

test('a folder and one within it may not import each other either', () => {
  expect(circlesOf(imports('a/1.ts -> a/x/2.ts', 'a/x/3.ts -> a/4.ts'))).toMatchObject([{ folders: ['a', 'a/x'] }])
})

test('what is tied only through folders inside is a circle of those that hold them', () => {
  expect(circlesOf(imports('a/x/in/1.ts -> a/y/2.ts', 'a/y/deep/er/3.ts -> a/x/4.ts'))).toMatchObject([
    { folders: ['a/x', 'a/y'] },
  ])
})

test('a circle of three is found', () => {
  expect(
    circlesOf(imports('a/x/1.ts -> a/y/1.ts', 'a/y/1.ts -> a/z/1.ts', 'a/z/1.ts -> a/x/1.ts', 'a/w/1.ts -> a/x/1.ts')),
  ).toMatchObject([{ folders: ['a/x', 'a/y', 'a/z'] }])
})

test('an import counts between folders, and between the neighbours that hold them', () => {
  const ties = imports('a/x/in/1.ts -> a/y/2.ts')
  expect([...folderGraph(ties).keys()]).toEqual(['a/x/in'])
  expect([...neighbourGraph(ties)].map(([from, to]) => [from, [...to.keys()]])).toEqual([['a/x', ['a/y']]])
})
