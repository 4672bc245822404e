/** What went wrong on the way back from the provider, for people. */
export type OidcProblem = 'unreachable' | 'notOurs' | 'denied' | 'unit' | 'roles' | 'disabled'

const texts: Record<OidcProblem, { vi: string; en: string }> = {
  unreachable: {
    vi: 'Hệ thống đăng nhập chung hiện không trả lời. Hãy thử lại sau ít phút; nếu vẫn không được, hãy báo quản trị viên.',
    en: 'The common sign-in does not answer now. Try again in a few minutes; if it goes on, tell the administrator.',
  },
  notOurs: {
    vi: 'Lần đăng nhập này đã quá lâu, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác. Hãy đăng nhập lại từ đầu.',
    en: 'This sign-in took too long, was used already, or began in another browser. Sign in again from the beginning.',
  },
  denied: {
    vi: 'Hệ thống đăng nhập chung không xác nhận bạn. Hãy thử lại, hoặc hỏi quản trị viên của hệ thống đó.',
    en: 'The common sign-in did not confirm who you are. Try again, or ask the administrator of that system.',
  },
  unit: {
    vi: 'Hệ thống đăng nhập chung cho biết một đơn vị mà Điểm Cầu không có hoặc đã ngừng hoạt động. Hãy báo quản trị viên để sửa đơn vị của bạn ở hệ thống đó.',
    en: 'The common sign-in names a unit that is not here or is closed. Ask the administrator to mend your unit over there.',
  },
  roles: {
    vi: 'Hệ thống đăng nhập chung chưa giao cho bạn vai trò nào dùng được ở Điểm Cầu. Hãy báo quản trị viên để được giao vai trò.',
    en: 'The common sign-in gives you no role that counts here. Ask the administrator for one.',
  },
  disabled: {
    vi: 'Tài khoản của bạn ở Điểm Cầu đã bị khóa. Hãy liên hệ quản trị viên.',
    en: 'Your account here is disabled. Contact the administrator.',
  },
}

/** A page without scripts. @param found for the administrator: claim and value as they came */
export function oidcPage(problem: OidcProblem, found: string | null = null): string {
  const { vi, en } = texts[problem]
  const detail = found === null ? '' : `<p><small>${escaped(found)}</small></p>`
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Điểm Cầu</title></head>
<body style="font-family: system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; line-height: 1.5">
<h1>Không đăng nhập được</h1><p>${escaped(vi)}</p><p lang="en">${escaped(en)}</p>${detail}
<p><a href="/">Về trang đăng nhập / Back to sign-in</a></p></body></html>
`
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}
