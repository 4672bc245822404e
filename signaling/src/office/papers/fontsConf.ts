import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const tinos = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/package.json')))

/**
 * Official documents are set in Times New Roman, which no server has. Debian's Liberation Serif, of the same widths, has not
 * all Vietnamese letters: single ones would come from another font. Tinos is the same design with all of them.
 * https://www.freedesktop.org/software/fontconfig/fontconfig-user.html
 */
export const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${tinos}</dir>
  ${['Times New Roman', 'Liberation Serif', 'Times']
    .map(
      (name) =>
        `<match target="pattern"><test name="family" compare="eq"><string>${name}</string></test><edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>`,
    )
    .join('\n  ')}
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`
