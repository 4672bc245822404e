import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** Finds LibreOffice's converter on this machine; null = it is not installed. */
export async function findSoffice(path = process.env['PATH'] ?? ''): Promise<string | null> {
  for (const name of ['soffice', 'libreoffice']) {
    for (const folder of path.split(delimiter)) {
      const file = join(folder, name)
      if (isAbsolute(folder) && (await isExecutable(file))) return file
    }
  }
  return null
}

export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
