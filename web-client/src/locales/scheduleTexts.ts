import { addTexts } from './addTexts.ts'
import { en, vi } from './texts/schedule.ts'

// Imported for this alone by every page that speaks of the schedule.
addTexts('schedule', { vi, en })
