import groovy.json.JsonSlurper

def template = new JsonSlurper().parse(new File(basedir, 'target/cdk.out/Consumer.template.json'))
def count = { String type -> template.Resources.values().count { it.Type == type } }

assert count('AWS::CloudFront::Distribution') == 2
assert count('AWS::CloudFront::OriginAccessControl') == 1
assert count('AWS::CloudFront::CachePolicy') == 1
assert new File(basedir, 'build.log').text.contains('cdk-media-delivery:mediapackagev2-endpoint-policy') ||
    new File(basedir, 'target/cdk.out/manifest.json').text.contains('cdk-media-delivery:mediapackagev2-endpoint-policy') ||
    new File(basedir, 'target/cdk.out').listFiles().any { it.name.endsWith('.metadata.json') && it.text.contains('cdk-media-delivery:mediapackagev2-endpoint-policy') }
