import { join } from 'node:path'
import { KEYS, type KeyName, type Keys } from './Keys.ts'
import { openKeyFile } from './openKeyFile.ts'

export const keyFile = (dataDir: string, name: KeyName): string => join(dataDir, `${name}.key`)

/** Keys in files of the data folder, readable by their owner only. */
export const folderKeys = (dataDir: string): Keys => ({
  open: (name) => openKeyFile(keyFile(dataDir, name), KEYS[name]),
})
