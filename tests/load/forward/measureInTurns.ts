import { Farm } from '../farm/Farm.ts'
import { inTurn } from './compare.ts'
import type { Contender } from './contenders.ts'
import { measureShape, type Sample } from './measureShape.ts'
import { type ShapeName, shapes } from './shapes.ts'

export type Samples<Name extends string> = ReadonlyMap<ShapeName, ReadonlyMap<Name, Sample[]>>

/**
 * Each shape on each contender once a block, one at a time, each time with a new farm and a new server.
 * @param tell told before each measurement what comes now
 * @throws Error of the measurement, with what was measured
 */
export async function measureInTurns<Name extends string>(
  contenders: readonly Contender<Name>[],
  names: readonly ShapeName[],
  { blocks, seconds, tell }: { blocks: number; seconds: number; tell: (what: string) => void },
): Promise<Samples<Name>> {
  const samples = new Map(names.map((shape) => [shape, new Map(contenders.map(({ name }) => [name, [] as Sample[]]))]))
  for (let block = 0; block < blocks; block += 1) {
    for (const shape of names) {
      for (const { name, start } of inTurn(contenders, block)) {
        tell(`block ${block + 1} of ${blocks}: ${shape}, ${name}`)
        try {
          await using farm = await Farm.start()
          await using server = await start(farm)
          samples
            .get(shape)
            ?.get(name)
            ?.push(await measureShape(farm, server, shapes[shape], seconds * 1000))
        } catch (error) {
          throw new Error(`${name} was not measured with the shape ${shape}`, { cause: error })
        }
      }
    }
  }
  return samples
}
