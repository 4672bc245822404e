import * as editor from './editorTexts.ts'
import * as invited from './invitedTexts.ts'
import * as plan from './planTexts.ts'

export const vi = { ...plan.vi, ...editor.vi, ...invited.vi }

export const en = { ...plan.en, ...editor.en, ...invited.en }
