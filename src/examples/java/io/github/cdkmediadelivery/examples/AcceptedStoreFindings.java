package io.github.cdkmediadelivery.examples;

import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.constructs.IConstruct;

/** What cdk-nag and CloudFormation Validate find in the live examples that store files, and why it stays so. */
final class AcceptedStoreFindings {

    private static final String NAG = "AwsSolutions::AwsSolutions-";

    private AcceptedStoreFindings() {}

    static void ofDistribution(IDistribution distribution) {
        AcceptedFindings.ofSample(distribution);
        accept(
                distribution,
                NAG + "CFR2",
                "Viewers reach nothing but stored files, by GET and HEAD; query strings and cookies are not forwarded:"
                        + " there is no application behind it that rules could protect. webAclArn adds a web ACL.");
    }

    /** @param policy the role's default policy, which {@code grantPut} wrote */
    static void ofEncoder(IConstruct policy, String objects) {
        accept(
                policy,
                NAG + "IAM5[Action::s3:Abort*]",
                "The CDK's grantPut: it matches s3:AbortMultipartUpload alone, which only ends uploads of one's own.");
        accept(
                policy,
                NAG + "IAM5[Resource::" + objects + "]",
                "The names of segments are made up by the encoder as it goes; the grant is limited to the folder of its"
                        + " channel.");
    }

    static void ofContainer(IConstruct container) {
        accept(
                container,
                "CloudFormation-Validate::W3696",
                "AWS ended MediaStore on 13 November 2025. The sample shows a template that is kept and what it becomes"
                        + " (S3Live); it is synthesized, not deployed.");
        accept(
                container,
                NAG + "MS3",
                "The rule cannot read a policy that holds references to account and region. Each statement of it demands"
                        + " aws:SecureTransport, which MediaStorePolicyIamTest shows.");
    }

    /** @param live the facade that says so */
    static void ofMediaStore(IConstruct live) {
        accept(
                live,
                "Annotation::cdk-media-delivery:mediastore-ended",
                "Known: the sample shows a template that is kept and what it becomes (S3Live); it is synthesized, not"
                        + " deployed.");
    }

    static void ofSecret(IConstruct secret) {
        accept(
                secret,
                NAG + "SMG4",
                "A scheduled rotation would lock CloudFront out: CloudFormation puts the value into the distribution and"
                        + " into the container's policy when it deploys, and does not notice that it changed. The value"
                        + " is rotated by three deployments, as SecretHeader describes.");
    }

    private static void accept(IConstruct construct, String id, String reason) {
        Validations.of(construct)
                .acknowledge(Acknowledgment.builder().id(id).reason(reason).build());
    }
}
