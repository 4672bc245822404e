import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './temporaryStore.ts'

/** Arguments as LibreOffice gets them: `$outdir`, `$input`, `$pdf` and `$type` are set for what follows. */
const READ_ARGUMENTS = `#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && outdir="$2"; shift; done
input="$1"; type="\${input##*.}"; pdf="$outdir/$(basename "$input" ".$type").pdf"
`

/** A program in the place of LibreOffice: a shell script that ends with these lines. */
export async function fakeSoffice(lines: string): Promise<string> {
  const file = join(await temporaryFolder(), 'soffice')
  await writeFile(file, READ_ARGUMENTS + lines)
  // Whoever it is run as inside its sandbox.
  await chmod(file, 0o755)
  return file
}

/** Makes a PDF, by its beginning and end at least, with what is in the file behind \`text\`. */
export const makesPdf = (text: string) => `printf '%%PDF-1.7\\n%s\\n%%%%EOF\\n' "${text}" > "$pdf"\n`
