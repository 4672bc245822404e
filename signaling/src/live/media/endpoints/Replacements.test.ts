import { expect, test } from 'vitest'
import { after, joins, participantOf } from '../../../testing/people.ts'
import { testEndpoint, testStarter } from '../../../testing/testEndpoint.ts'
import { Replacements } from './Replacements.ts'

const state = after(joins('a'), joins('b'), joins('chair', 'chair'))
const lostOf = (name: string) => {
  const endpoint = testEndpoint(name, state)
  endpoint.on({ kind: 'lost' })
  return endpoint
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('5.16 who lost all is offered a leg instead, those first whom the meeting cannot do without', async () => {
  const { options, told, started } = testStarter()
  const replacements = new Replacements({ ...options, state: () => state })
  const lost = ['a', 'b', 'chair'].map(lostOf)
  replacements.add(lost)
  await settled()
  expect(started).toEqual(['e.chair.1:2', 'e.a.1:2', 'e.b.1:2'])
  expect(told).toEqual(['chair', 'a', 'b'].map((name) => `${participantOf(name)} legOffered instead 2`))
  expect(lost.map(({ transports }) => transports)).toEqual(['alive', 'alive', 'alive'])
})

test('5.16 a node is asked for as many at a time as it answers', async () => {
  const { options, node, started } = testStarter()
  const answer = Promise.withResolvers<void>()
  node.answer = answer.promise
  const replacements = new Replacements({ ...options, state: () => state })
  replacements.add(Array.from({ length: 20 }, (_, index) => lostOf(`r${index}`)))
  await settled()
  expect(started).toHaveLength(8)
  answer.resolve()
  await settled()
  expect(started).toHaveLength(20)
})

test('5.16 without a node the client is told to ask later; who asked meanwhile or is not there is left alone', async () => {
  const { options, node, told, started } = testStarter()
  node.refuses = true
  const replacements = new Replacements({ ...options, state: () => state })
  const asked = lostOf('b')
  asked.offer('instead')
  replacements.add([lostOf('a'), asked])
  await settled()
  expect(started).toEqual(['e.a.1:2'])
  expect(told).toEqual([`${participantOf('a')} mediaLost`])
})
