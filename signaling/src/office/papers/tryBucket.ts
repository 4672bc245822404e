import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { StartupError } from '../../db/engine/StartupError.ts'
import type { S3Bucket } from './S3Bucket.ts'
import { S3Error } from './S3Error.ts'

const PROBE = 'papers/.diem-cau'
const CONTENT = Buffer.from('Diem Cau keeps its papers here.\n')
/** No paper is called that. */
const MISSING = 'papers/.diem-cau-is-not-here'

type Right = 's3:PutObject' | 's3:GetObject' | 's3:ListBucket'

/**
 * Does once what papers will need: write, read a part, learn that something is not there.
 * @throws StartupError what a person has to do
 */
export async function tryBucket(bucket: S3Bucket): Promise<void> {
  let right: Right = 's3:PutObject'
  try {
    const sha256 = createHash('sha256').update(CONTENT).digest('hex')
    await bucket.put(PROBE, { open: () => Readable.from([CONTENT]), bytes: CONTENT.length, sha256 })
    right = 's3:GetObject'
    const part = await bucket.get(PROBE, { start: 5, end: 7 })
    if (part === null || !(await buffer(part)).equals(CONTENT.subarray(5, 8)))
      throw new S3Error(200, 'another content than was written')
    // S3 answers 403 where it should answer 404 when this right is missing.
    right = 's3:ListBucket'
    await bucket.size(MISSING)
  } catch (error) {
    throw explain(error, bucket.url, right)
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function explain(error: unknown, url: string, right: Right): StartupError {
  const { status, code } = error instanceof S3Error ? error : new S3Error(null, null, error)
  const say = (vi: string, en: string) =>
    new StartupError({ vi: `Kho tài liệu ${url}: ${vi}`, en: `The bucket for papers ${url}: ${en}` }, error)
  if (status === null) {
    return say(
      `không kết nối được (${code ?? 'không rõ'}). Hãy kiểm tra máy chủ S3 đang chạy, và địa chỉ trong DIEM_CAU_PAPERS_S3_URL.`,
      `cannot be reached (${code ?? 'unknown'}). Check that the S3 server runs, and the address in DIEM_CAU_PAPERS_S3_URL.`,
    )
  }
  switch (code) {
    case 'InvalidAccessKeyId':
      return say(
        'không có khóa này. Hãy kiểm tra DIEM_CAU_PAPERS_S3_KEY_ID.',
        'does not know the key. Check DIEM_CAU_PAPERS_S3_KEY_ID.',
      )
    // OpenStack Swift says so of a key that it does not know, too.
    case 'SignatureDoesNotMatch':
      return say(
        'khóa bí mật không đúng, hoặc không có khóa này. Hãy kiểm tra DIEM_CAU_PAPERS_S3_KEY_ID, nội dung tệp trong DIEM_CAU_PAPERS_S3_SECRET_FILE, và DIEM_CAU_PAPERS_S3_REGION.',
        'the secret is wrong, or there is no such key. Check DIEM_CAU_PAPERS_S3_KEY_ID, what is in the file of DIEM_CAU_PAPERS_S3_SECRET_FILE, and DIEM_CAU_PAPERS_S3_REGION.',
      )
    case 'NoSuchBucket':
      return say(
        'chưa có. Hãy tạo kho (bucket) này, hoặc sửa DIEM_CAU_PAPERS_S3_URL.',
        'does not exist. Make it, or mend DIEM_CAU_PAPERS_S3_URL.',
      )
    case 'RequestTimeTooSkewed':
      return say(
        'đồng hồ của máy này lệch quá 15 phút. Hãy chỉnh lại giờ (NTP).',
        "this machine's clock is more than 15 minutes off. Set it (NTP).",
      )
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
    case 'TemporaryRedirect':
      return say(
        `nằm ở vùng khác (${code}). Hãy kiểm tra DIEM_CAU_PAPERS_S3_REGION và địa chỉ.`,
        `is in another region (${code}). Check DIEM_CAU_PAPERS_S3_REGION and the address.`,
      )
    default:
  }
  if (status === 403)
    return say(
      `khóa không đủ quyền ${right}. Hãy cấp quyền này cho khóa.`,
      `the key lacks the right ${right}. Grant it.`,
    )
  const what = [status, code].filter((part) => part !== null).join(' ')
  return say(
    `trả lời không như S3 (${what}). Hãy kiểm tra DIEM_CAU_PAPERS_S3_URL chỉ đến https://máy-chủ/tên-bucket.`,
    `does not answer as S3 does (${what}). Check that DIEM_CAU_PAPERS_S3_URL is https://host/bucket.`,
  )
}
