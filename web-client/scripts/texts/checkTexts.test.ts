import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkTexts } from './checkTexts.ts'

/** A client of two pages: the second comes when it is needed. */
const client = {
  'tsconfig.json': {
    compilerOptions: {
      strict: true,
      jsx: 'react-jsx',
      module: 'ESNext',
      moduleResolution: 'Bundler',
      allowImportingTsExtensions: true,
      noEmit: true,
      // What a browser has is read once for each test otherwise.
      lib: ['ES2024'],
      types: [],
    },
    include: ['src'],
  },
  'src/main.tsx': `import { withTexts } from './withTexts.ts'
    export const page = () => withTexts(['home'], import('./Home.tsx'))
    export function Main() { const { t } = useTranslation(); return <p>{t('product')}</p> }`,
  'src/Home.tsx': `import type { Phase } from './phase.ts'
    export function Home({ meeting, names }: { meeting: { phase: Phase }; names: string[] }) {
      const { t } = useTranslation('home')
      return <p title={t('found', { count: names.length })}>{t(\`phase.\${meeting.phase}\`)}, {t('greeting', { name: names[0] })}</p>
    }`,
  'src/phase.ts': `export const phases = ['open', 'ended'] as const
    export type Phase = (typeof phases)[number]`,
  'src/locales/vi/translation.json': { product: 'Điểm Cầu' },
  'src/locales/en/translation.json': { product: 'Diem Cau' },
  'src/locales/vi/home.json': {
    greeting: 'Xin chào {{name}}',
    found: '{{count}} cuộc họp',
    phase: { open: 'Đang mở', ended: 'Đã kết thúc' },
  },
  'src/locales/en/home.json': {
    greeting: 'Hello {{name}}',
    found_one: '{{count}} meeting',
    found_other: '{{count}} meetings',
    phase: { open: 'Open', ended: 'Over' },
  },
} satisfies Record<string, string | object>

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(files: Readonly<Record<string, string | object>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  }
}

test('texts that fit the code and each other have no fault', async () => {
  write(client)
  expect(await checkTexts(folder)).toEqual([])
}, 60_000)

const vi = client['src/locales/vi/home.json']
const en = client['src/locales/en/home.json']

test.for<{ fault: string; file: keyof typeof client; content: string | object; says: string[]; andMore?: true }>([
  {
    fault: 'a key that is used and nowhere',
    file: 'src/main.tsx',
    content: client['src/main.tsx'].replace('product', 'tagline'),
    says: [
      'vi/translation.json: tagline is used and not there',
      'vi/translation.json: product is there and not used',
      'en/translation.json: tagline is used and not there',
      'en/translation.json: product is there and not used',
    ],
  },
  {
    fault: 'a key that English lacks',
    file: 'src/locales/en/home.json',
    content: { ...en, greeting: undefined },
    says: ['en/home.json: greeting is used and not there'],
  },
  {
    fault: 'a key that nothing uses',
    file: 'src/locales/vi/home.json',
    content: { ...vi, title: 'Hôm nay' },
    says: ['vi/home.json: title is there and not used'],
  },
  {
    fault: 'a member of an enum without a text',
    file: 'src/phase.ts',
    content: client['src/phase.ts'].replace(`'ended'`, `'ended', 'draft'`),
    says: ['vi/home.json: phase.draft is used and not there', 'en/home.json: phase.draft is used and not there'],
  },
  {
    fault: 'a text for no member of an enum',
    file: 'src/locales/en/home.json',
    content: { ...en, phase: { ...en.phase, live: 'Live' } },
    says: ['en/home.json: phase.live is there and not used'],
  },
  {
    fault: 'a key that may be any string',
    file: 'src/phase.ts',
    content: 'export type Phase = string',
    says: ['src/Home.tsx:4: the compiler does not know which keys this may be, give it a type'],
    andMore: true,
  },
  {
    fault: 'another placeholder',
    file: 'src/locales/en/home.json',
    content: { ...en, greeting: 'Hello {{who}}' },
    says: ['en/home.json: greeting has the placeholders [who], vi has [name]'],
  },
  {
    fault: 'a plural form without its count',
    file: 'src/locales/en/home.json',
    content: { ...en, found_one: 'a meeting' },
    says: ['en/home.json: found_one has the placeholders [], vi has [count]'],
  },
  {
    fault: 'an empty text',
    file: 'src/locales/vi/translation.json',
    content: { product: ' ' },
    says: ['vi/translation.json: product is empty'],
  },
  {
    fault: 'words in the code',
    file: 'src/main.tsx',
    content: client['src/main.tsx']
      .replace(`{t('product')}`, `{t('product')}</p><p>Xin chào</p><p>`)
      .replace('return ', 'return <>')
      .replace('</p> }', '</p></> }'),
    says: ['src/main.tsx:3: "Xin chào" stands in the code'],
  },
  {
    fault: 'a part that comes without its texts',
    file: 'src/main.tsx',
    content: client['src/main.tsx'].replace(`['home']`, '[]'),
    says: ['src/main.tsx: ./Home.tsx needs withTexts of [home], has []'],
  },
  {
    fault: 'a first page with the texts of another',
    file: 'src/main.tsx',
    content: `import './Home.tsx'\n${client['src/main.tsx']}`,
    says: ['src/main.tsx: the first page speaks with [home], which comes later'],
  },
])('$fault is a fault', { timeout: 60_000 }, async ({ file, content, says, andMore }) => {
  write({ ...client, [file]: content })
  const faults = await checkTexts(folder)
  expect(faults).toEqual(expect.arrayContaining(says.map((line) => expect.stringContaining(line))))
  if (!andMore) expect(faults).toHaveLength(says.length)
})
