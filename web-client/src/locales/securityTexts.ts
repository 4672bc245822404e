import { addTexts } from './addTexts.ts'
import { en, vi } from './texts/security.ts'

// Imported for this alone.
addTexts('security', { vi, en })
