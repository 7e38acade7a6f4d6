import groovy.json.JsonSlurper

def template = new JsonSlurper().parse(new File(basedir, 'target/cdk.out/Films.template.json'))
def log = new File(basedir, 'build.log').text

assert template.Resources.values().count { it.Type == 'AWS::CloudFront::Distribution' } == 1
assert log.contains("contentPath: ")
assert log.contains('"AWS::CloudFront::Distribution"')
