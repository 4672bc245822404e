import { addTexts } from './addTexts.ts'
import { en } from './texts/admin.en.ts'
import { vi } from './texts/admin.ts'
// Kinds of units and the unit picker speak with the words of the schedule.
import './scheduleTexts.ts'

addTexts('admin', { vi, en })
