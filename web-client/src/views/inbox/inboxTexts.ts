import { addTexts } from '../../i18n/addTexts.ts'
import { en, vi } from './texts.ts'

// Imported for this alone by every view that says what was told.
addTexts('inbox', { vi, en })
