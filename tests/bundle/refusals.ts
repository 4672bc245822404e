import type { BareServer } from './BareServer.ts'

/** What goes wrong with an archive or a server before anything is installed. */
export interface Refusal {
  readonly name: string
  /** Shell that stages it; `$ARCHIVE` is the whole one, `$SHORT` and `$OTHER` are cut short and for another machine. */
  readonly stage: string
  /** Shell after it, whatever happened. */
  readonly clear?: string
  /** Words of what must be said. */
  readonly says: RegExp
}

const UNPACK = 'tar xzf $ARCHIVE && cd diem-cau-*'
const INSTALL = 'sh install.sh'
/** Listens on 443, then runs the rest of the line. */
const LISTEN =
  'socket(S,PF_INET,SOCK_STREAM,0);bind(S,sockaddr_in(443,INADDR_ANY))||die;listen(S,1);exit(system(@ARGV)>>8)'

export const REFUSALS: readonly Refusal[] = [
  {
    name: 'cut short',
    stage: `tar xzf $SHORT; cd diem-cau-* && ${INSTALL}`,
    says: /Gói cài đặt không nguyên vẹn[^]*Nothing was changed/,
  },
  {
    name: 'a byte changed',
    stage: `${UNPACK} && printf x | dd of=app/programs/signaling.mjs bs=1 seek=5000 conv=notrunc 2>/dev/null && ${INSTALL}`,
    says: /Gói cài đặt không nguyên vẹn[^]*signaling\.mjs: FAILED/,
  },
  {
    name: 'another kind of machine',
    stage: `tar xzf $OTHER && cd diem-cau-* && ${INSTALL}`,
    says: /This archive is for aarch64, this machine is/,
  },
  {
    name: 'too little disk',
    stage: `mkdir -p /opt && mount -t tmpfs -o size=100m none /opt && ${UNPACK} && ${INSTALL}`,
    clear: 'umount /opt',
    says: /\/opt\/diem-cau còn \d+ MB, cần \d+ MB/,
  },
  {
    name: 'a port is taken',
    // perl is on every Debian; nothing else that listens is.
    stage: `${UNPACK} && perl -MSocket -e '${LISTEN}' ${INSTALL}`,
    says: /Port tcp\/443 is taken by another program/,
  },
  {
    name: 'not root',
    stage: `chmod 755 . && ${UNPACK} && setpriv --reuid=nobody --clear-groups ${INSTALL}`,
    says: /Run it as root/,
  },
]

/** Stages one, and looks at what was said and that nothing is there. @returns what is not as it should be; null when all is */
export async function stageRefusal(
  server: BareServer,
  { stage, clear, says }: Refusal,
  files: Readonly<Record<'ARCHIVE' | 'SHORT' | 'OTHER', string>>,
): Promise<string | null> {
  const variables = Object.entries(files).map(([name, file]) => `${name}=${file}`)
  const { code, text } = await server.run(`mkdir -p /var/try && cd /var/try && ${variables.join(' ')}; ${stage}`)
  await server.run(`${clear ?? 'true'}; rm -rf /var/try`)
  const { text: left } = await server.run(
    'ls -d /opt/diem-cau /etc/diem-cau /var/lib/diem-cau /usr/local/bin/diem-cau /etc/systemd/system/diem-cau* 2>/dev/null; id diem-cau 2>/dev/null; true',
  )
  if (code === 0) return 'it was installed'
  if (!says.test(text)) return `it said: ${text.trim().slice(-400)}`
  return left.trim() === '' ? null : `it left ${left.trim()}`
}
