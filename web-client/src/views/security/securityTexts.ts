import { addTexts } from '../../i18n/addTexts.ts'
import { en, vi } from './texts.ts'

// Imported for this alone.
addTexts('security', { vi, en })
