import { addTexts } from '../../i18n/addTexts.ts'
import { en } from './texts.en.ts'
import { vi } from './texts.ts'
// Kinds of units and the unit picker speak with the words of the schedule.
import '../planning/scheduleTexts.ts'

addTexts('admin', { vi, en })
