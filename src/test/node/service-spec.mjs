// What CloudFormation does with a resource type, from the schemas that aws-cdk-lib itself is generated from:
// {"type": "AWS::…"} in, {"identifier", "replacing", "stateful"} or {"error": …} out, a line of JSON each.
import { createInterface } from 'node:readline'
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'

const spec = loadAwsServiceSpecSync()

function describe({ type }) {
  const [resource] = spec.lookup('resource', 'cloudFormationType', 'equals', type)
  if (!resource) return { error: `unknown type ${type}` }
  return {
    identifier: resource.primaryIdentifier ?? [],
    replacing: Object.entries(resource.properties)
      .filter(([, property]) => property.causesReplacement && property.causesReplacement !== 'no')
      .map(([name]) => name),
    stateful: resource.isStateful ?? false,
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(describe(JSON.parse(line))))
}
