import { OptionId, type Vote } from '@diem-cau/signaling-contract'
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import en from '../../../../locales/en/votes.json'
import vi from '../../../../locales/vi/votes.json'
import { ruleText } from './ruleText.ts'

const texts = i18next.createInstance()

beforeAll(async () => {
  await texts.init({
    lng: 'vi',
    resources: { vi: { votes: vi }, en: { votes: en } },
    interpolation: { escapeValue: false },
  })
})

const yes = OptionId.parse('yes')
const vote = (rule: Vote['rule'], electorate: Vote['electorate'] = 'units', decides: Vote['decides'] = yes) => ({
  rule,
  electorate,
  decides,
  options: [
    { optionId: yes, label: 'Tán thành' },
    { optionId: OptionId.parse('no'), label: 'Không tán thành' },
  ],
})
const simple = { kind: 'simple' } as const
const threeQuarters = { kind: 'custom', share: { numerator: 3, denominator: 4 } } as const

test.for([
  ['vi', vote({ majority: simple, of: 'present' }), 'Thông qua khi hơn một nửa số đơn vị có mặt chọn “Tán thành”.'],
  [
    'vi',
    vote({ majority: { kind: 'twoThirds' }, of: 'invited' }),
    'Thông qua khi ít nhất hai phần ba số đơn vị được mời chọn “Tán thành”.',
  ],
  [
    'vi',
    vote({ majority: threeQuarters, of: 'present' }, 'delegates'),
    'Thông qua khi ít nhất 3/4 số đại biểu có mặt chọn “Tán thành”.',
  ],
  ['vi', vote({ majority: simple, of: 'present' }, 'units', null), 'Chỉ đếm phiếu.'],
  [
    'en',
    vote({ majority: simple, of: 'present' }),
    'Passed when more than half of the units present choose “Tán thành”.',
  ],
  [
    'en',
    vote({ majority: threeQuarters, of: 'invited' }, 'delegates'),
    'Passed when at least 3/4 of the delegates with a ballot choose “Tán thành”.',
  ],
] as const)('12.4 the rule is a sentence to be read out: %s', ([language, asked, sentence]) => {
  expect(ruleText(texts.getFixedT(language, 'votes'), asked)).toBe(sentence)
})
