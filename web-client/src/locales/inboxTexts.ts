import { addTexts } from './addTexts.ts'
import { en, vi } from './texts/inbox.ts'

// Imported for this alone by every view that says what was told.
addTexts('inbox', { vi, en })
