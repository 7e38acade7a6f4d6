package io.github.cdkmediadelivery.examples;

import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.IConstruct;

/** What the security rules AwsSolutions of cdk-nag find in the live examples, and why it stays as it is. */
final class AcceptedFindings {

    private AcceptedFindings() {}

    static void of(IDistribution distribution) {
        accept(
                distribution,
                "CFR1",
                "The sample content has no licence that would be limited to countries; a distribution whose content has"
                        + " one sets allowedCountries or deniedCountries.");
        accept(
                distribution,
                "CFR2",
                "Viewers reach nothing but read-only requests for the folders of the named endpoints, every other path is"
                        + " refused at the edge, and unknown query strings, headers and cookies are not forwarded: there"
                        + " is no application behind it that rules could protect. webAclArn adds a web ACL.");
        accept(
                distribution,
                "CFR3",
                "A log would hold viewers' addresses, which are personal data, and nobody evaluates the log of a sample"
                        + " that is deployed to try it out; metrics are on. A distribution in production needs a log.");
        accept(
                distribution,
                "CFR4",
                "The sample has no domain, so it answers on its cloudfront.net name, whose TLS policy AWS fixes and no"
                        + " property can raise. Viewers who come by HTTP are redirected to HTTPS, and CloudFront speaks"
                        + " TLS 1.2 to the origin. With a certificate of one's own TLSv1.2_2021 applies.");
    }

    static void of(ISecret secret) {
        accept(
                secret,
                "SMG4",
                "A scheduled rotation would lock CloudFront out: CloudFormation puts the value into the distribution when"
                        + " it deploys, and MediaPackage takes the previous value for ten minutes only. The secret is"
                        + " rotated by hand, in the order that MediaPackageCdnAuthorization describes.");
    }

    private static void accept(IConstruct construct, String rule, String reason) {
        Validations.of(construct)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions::AwsSolutions-" + rule)
                        .reason(reason)
                        .build());
    }
}
