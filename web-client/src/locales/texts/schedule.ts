import * as editor from './editor.ts'
import * as invited from './invited.ts'
import * as plan from './plan.ts'

export const vi = { ...plan.vi, ...editor.vi, ...invited.vi }

export const en = { ...plan.en, ...editor.en, ...invited.en }
