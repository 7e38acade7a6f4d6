// What CloudFormation does with a resource type, from the schemas that aws-cdk-lib itself is generated from:
// {"type": "AWS::…"} in, {"identifier", "replacing", "stateful", "paths"} or {"error": …} out, a line of JSON each;
// {"service": "AWS::…::"} in, {"types"} out.
import { createInterface } from 'node:readline'
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'

const spec = loadAwsServiceSpecSync()

// Each property, down to those that have none: Origins[].Id
function paths(properties, before = '') {
  return Object.entries(properties).flatMap(([name, { type }]) => {
    const list = type.type === 'array'
    const inner = list ? type.element : type
    const path = before + name + (list && inner.type === 'ref' ? '[]' : '')
    return inner.type === 'ref'
      ? paths(spec.get('typeDefinition', inner.reference.$ref).properties, path + '.')
      : [path]
  })
}

function describe({ type, service }) {
  if (service) {
    const all = spec.all('resource').map((resource) => resource.cloudFormationType)
    return { types: all.filter((name) => name.startsWith(service)) }
  }
  const [resource] = spec.lookup('resource', 'cloudFormationType', 'equals', type)
  if (!resource) return { error: `unknown type ${type}` }
  return {
    identifier: resource.primaryIdentifier ?? [],
    replacing: Object.entries(resource.properties)
      .filter(([, property]) => property.causesReplacement && property.causesReplacement !== 'no')
      .map(([name]) => name),
    stateful: resource.isStateful ?? false,
    paths: type === 'AWS::CloudFront::Distribution' ? paths(resource.properties) : [],
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(describe(JSON.parse(line))))
}
