import type { NodeEntry } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { StandInNode } from '../../../testing/StandInNode.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { MediaNodes } from './MediaNodes.ts'
import { NodeDirectory } from './NodeDirectory.ts'

/** A directory that lists what the test says, beside a node that signaling was told of. */
function directory() {
  const nodes = new Map<string, StandInNode>()
  /** Names of nodes that are known by other addresses. */
  const names = new Map<string, string>()
  const told = new StandInNode('told')
  const mediaNodes = new MediaNodes([told], silent)
  let looked: () => void = () => undefined
  const known = { all: new Map<string, NodeEntry>(), onLooked: (listener: () => void) => void (looked = listener) }
  const list = (...names: string[]) => {
    known.all = new Map(names.map((name, n) => [`id-${n}`, { url: `http://${name}`, region: '' }]))
    looked()
  }
  const connect = (url: string) => {
    const node = new StandInNode(names.get(url) ?? url.slice('http://'.length), 0, url)
    nodes.set(url, node)
    return node
  }
  const opened = new NodeDirectory({ known, mediaNodes, connect })
  const urls = () => mediaNodes.clients.map(({ url }) => url)
  return { opened, list, nodes, names, told, urls }
}

test('6.11 a node that registers is connected to, once', () => {
  const { list, urls } = directory()
  list('one')
  list('one', 'two')
  expect(urls()).toEqual(['http://told', 'http://one', 'http://two'])
  list('told', 'one', 'two')
  expect(urls()).toHaveLength(3)
})

test('6.11 one that is not listed any more goes on while it can be reached, and one that signaling was told of always', () => {
  const { list, nodes, urls } = directory()
  list('one')
  nodes.get('http://one')?.comesUp()
  list()
  expect(urls()).toEqual(['http://told', 'http://one'])
  nodes.get('http://one')?.goesDown()
  list()
  expect(urls()).toEqual(['http://told'])
})

test('6.11 one that is known by two addresses is spoken to by the first alone', () => {
  const { list, names, nodes, told, urls } = directory()
  told.comesUp()
  names.set('http://again', 'told')
  list('again')
  nodes.get('http://again')?.comesUp()
  expect(urls()).toEqual(['http://told'])
  list('again')
  expect(urls(), 'and not tried anew').toEqual(['http://told'])
})
