import { buffer } from 'node:stream/consumers'
import { SaxesParser } from 'saxes'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'

/**
 * Reads every part of an Office file that was made here, as a word processor will: one character that XML does not have, and none
 * opens it any more.
 * @throws Error with the part and the place
 */
export async function refuseBrokenXml(file: Buffer): Promise<void> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry: Entry) => {
      check(zip, entry).then(() => zip.readEntry(), reject)
    })
    zip.readEntry()
  })
}

async function check(zip: ZipFile, entry: Entry): Promise<void> {
  if (!/\.(xml|rels)$/.test(entry.fileName)) return
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await buffer(stream))
  const parser = new SaxesParser({ fileName: entry.fileName, xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(text).close()
}
