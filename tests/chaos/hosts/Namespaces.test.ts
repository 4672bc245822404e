import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Namespaces } from './Namespaces.ts'

const run = promisify(execFile)
const whyNot = await Namespaces.whyNot()

/** A busy machine may take more than a try. */
const PATIENCE = { timeout: 10_000 }

/** The interfaces of this machine that the class has made. */
const left = () => readdirSync('/sys/class/net').filter((name) => name.startsWith(`dc${process.pid}-`))

const reach = async ({ through }: { readonly through: readonly string[] }, address: string): Promise<boolean> => {
  const [command, ...args] = [...through, 'bash', '-c', `exec 3<>/dev/tcp/${address}/9`]
  // Nobody listens there: a computer that is reached refuses, one that is not says nothing.
  const outcome = await run(command, args, { timeout: 1000 }).catch((error: unknown) => error)
  return String(outcome).includes('refused')
}

test.skipIf(whyNot !== null)(
  `computers reach each other by their cables, not while one is cut, and nothing of them is left${whyNot ? ` (${whyNot})` : ''}`,
  async () => {
    {
      await using hosts = await Namespaces.open(['one', 'two'])
      const [one, two] = [hosts.of('one'), hosts.of('two')]
      await expect.poll(() => reach(one, two.address), PATIENCE).toBe(true)
      await expect.poll(() => reach(hosts.here, one.address), PATIENCE).toBe(true)
      await hosts.cut(['two'], true)
      expect(await reach(one, two.address)).toBe(false)
      await expect.poll(() => reach(one, hosts.here.address), PATIENCE).toBe(true)
      await hosts.cut(['two'], false)
      await expect.poll(() => reach(one, two.address), PATIENCE).toBe(true)
      expect(left()).toHaveLength(1)
    }
    expect(left()).toEqual([])
  },
)
