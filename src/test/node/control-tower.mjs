// AWS Control Tower's proactive controls about a template, by AWS's own rules and cfn-guard, as the package
// @cdklabs/cdk-validator-cfnguard carries them: {"template": FILE, "service": "s3"} in,
// {"met": ["CT.S3.PR.1", …], "notMet": {"CT.S3.PR.2": ["LOGICAL_ID", …]}} or {"error": …} out, a line of JSON each.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const engine = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@cdklabs/cdk-validator-cfnguard')
const machine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch]
const system = { linux: 'ubuntu', darwin: 'macos' }[process.platform]
const guard = join(engine, 'bin', system, machine, 'cfn-guard')

const control = rule => rule.replace('.guard', '').toUpperCase().replace(/-/, '.').replace(/-/, '.').replace(/-/, '.')

/** The logical ids in the paths that the checks of a rule went to. */
const resources = checks =>
  [...new Set([...JSON.stringify(checks).matchAll(/"path":"\/Resources\/([A-Za-z0-9]+)/g)].map(match => match[1]))].sort()

function validate({ template, service }) {
  const answer = { met: [], notApplicable: [], notMet: {} }
  const rules = join(engine, 'rules/control-tower/cfn-guard', service)
  for (const file of readdirSync(rules).sort()) {
    const run = spawnSync(guard, ['validate', '-r', join(rules, file), '-d', template, '--structured', '-o', 'json', '-S', 'none'], {
      encoding: 'utf8',
    })
    if (run.status !== 0 && run.status !== 19) return { error: `${file}: ${run.stderr}` }
    const [result] = JSON.parse(run.stdout)
    if (result.not_compliant.length > 0) {
      answer.notMet[control(file)] = resources(result.not_compliant)
    } else if (result.compliant.length > 0) {
      answer.met.push(control(file))
    } else {
      answer.notApplicable.push(control(file))
    }
  }
  return answer
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(validate(JSON.parse(line))))
}
