// The Chromium of this machine, without a window and without a network.
import { launch } from 'puppeteer-core'

export async function open () {
  const browser = await launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--host-resolver-rules=MAP * ~NOTFOUND']
  })
  return browser
}
