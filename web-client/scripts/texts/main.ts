import { fileURLToPath } from 'node:url'
import { checkTexts } from './checkTexts.ts'

/** The name of the product, and the minutes as they are printed: Vietnamese in both languages. */
const SPOKEN = ['ui/Brand.tsx', 'features/minutes/PaperPreview.tsx']

const faults = await checkTexts(fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, ''), SPOKEN)
for (const fault of faults) process.stdout.write(`${fault}\n`)
if (faults.length > 0) process.exitCode = 1
