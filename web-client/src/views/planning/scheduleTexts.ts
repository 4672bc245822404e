import { addTexts } from '../../i18n/addTexts.ts'
import { en, vi } from './texts.ts'

// Imported for this alone by every page that speaks of the schedule.
addTexts('schedule', { vi, en })
