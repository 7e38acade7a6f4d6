// Answers "may this request through this resource policy?" with the third-party engine iam-simulate:
// one JSON object per line in, {"decision": ...} or {"error": ...} per line out, in the same order.
// Whatever the engine would overlook (and so deny or allow for the wrong reason) is an error here.
import { createInterface } from 'node:readline'
import { anonymousPrincipal, runSimulation, runUnsafeSimulation, typeForContextKey } from '@cloud-copilot/iam-simulate'

// Documented by AWS, missing from the reference that the engine's data comes from.
const EXTRA_KEYS = { 'mediapackagev2:requesthasmatchingcdnauthheader': /^mediapackagev2:Get(Head)?Object$/i }

const OPERATOR = new RegExp(
  '^(Null|(ForAllValues:|ForAnyValue:)?(' +
    'String(Not)?(Equals(IgnoreCase)?|Like)|Arn(Not)?(Equals|Like)|' +
    '(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress' +
    ')(IfExists)?)$', 'i')

// What AWS itself puts into the context of every signed request.
function principalContext(principal) {
  if (principal === anonymousPrincipal) return {}
  if (principal.endsWith('.amazonaws.com')) {
    return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': principal }
  }
  return {
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalArn': principal,
    'aws:PrincipalAccount': principal.split(':')[4],
  }
}

async function checkConditions(policy) {
  for (const { Condition = {} } of [policy.Statement].flat()) {
    for (const [operator, test] of Object.entries(Condition)) {
      if (!OPERATOR.test(operator)) throw new Error(`unknown condition operator ${operator}`)
      for (const key of Object.keys(test)) {
        if (!(key.toLowerCase() in EXTRA_KEYS)) await typeForContextKey(key) // throws on an unknown key
      }
    }
  }
}

async function decide({ action, resource, account, principal, context = {}, resourcePolicy, identityPolicies = [] }) {
  const requester = principal ?? anonymousPrincipal
  const simulation = {
    request: {
      action,
      principal: requester,
      resource: { resource, accountId: account },
      contextVariables: { ...principalContext(requester), ...context },
    },
    resourcePolicy,
    identityPolicies: identityPolicies.map((policy, index) => ({ name: `identity policy ${index + 1}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }
  const answer = await runSimulation(simulation, {})
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors))
  if (answer.resultType !== 'single') throw new Error(`ask about one resource, not about ${resource}`)
  for (const policy of [resourcePolicy, ...identityPolicies]) await checkConditions(policy)

  const ignored = answer.result.ignoredContextKeys
  const foreign = ignored.filter((key) => !EXTRA_KEYS[key.toLowerCase()]?.test(action))
  if (foreign.length > 0) throw new Error(`not a context key of ${action}: ${foreign.join(', ')}`)
  return ignored.length > 0 ? withAllKeys(simulation) : answer.overallResult
}

// Decides again without dropping the keys that the engine does not know. Everything has been validated by now; the
// wrapper gives the policy the name that this entry point of the engine forgets to give it.
function withAllKeys(simulation) {
  const named = (policy) => ({ __validated: true, policyDocument: policy, metadata: { name: 'policy' }, errors: [] })
  return runUnsafeSimulation({ ...simulation, resourcePolicy: named(simulation.resourcePolicy) }, {})
}

for await (const line of createInterface({ input: process.stdin })) {
  const reply = await decide(JSON.parse(line)).then(
    (decision) => ({ decision }),
    (error) => ({ error: error.message }),
  )
  process.stdout.write(JSON.stringify(reply) + '\n')
}
