package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_DOMAIN;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LICENCE;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LOG;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.finding;

import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.constructs.IConstruct;

/** What cdk-nag and CloudFormation Validate find in the live examples that store files, and why it stays so. */
final class AcceptedStoreFindings {

    private AcceptedStoreFindings() {}

    static void ofDistribution(IDistribution distribution) {
        accept(
                distribution,
                NO_LICENCE,
                NO_LOG,
                NO_DOMAIN,
                finding(
                        "CFR2",
                        "Viewers reach nothing but stored files, by GET and HEAD; query strings and cookies are not"
                                + " forwarded: there is no application behind it that rules could protect. webAclArn"
                                + " adds a web ACL."));
    }

    /** @param policy the role's default policy, which {@code grantPut} wrote */
    static void ofEncoder(IConstruct policy, String objects) {
        accept(
                policy,
                finding(
                        "IAM5[Action::s3:Abort*]",
                        "The CDK's grantPut: it matches s3:AbortMultipartUpload alone, which only ends uploads of one's"
                                + " own."),
                finding(
                        "IAM5[Resource::" + objects + "]",
                        "The names of segments are made up by the encoder as it goes; the grant is limited to the folder"
                                + " of its channel."));
    }

    static void ofContainer(IConstruct container) {
        accept(
                container,
                kept("CloudFormation-Validate::W3696"),
                finding(
                        "MS3",
                        "The rule cannot read a policy that holds references to account and region. Each statement of it"
                                + " demands aws:SecureTransport, which MediaStorePolicyIamTest shows."));
    }

    /** @param stack where it is said that AWS ended MediaStore */
    static void ofMediaStore(Stack stack) {
        accept(stack, kept("Annotation::cdk-media-delivery:mediastore-ended"));
    }

    static void ofSecret(IConstruct secret) {
        accept(
                secret,
                finding(
                        "SMG4",
                        "A scheduled rotation would lock CloudFront out: CloudFormation puts the value into the"
                                + " distribution and into the container's policy when it deploys, and does not notice"
                                + " that it changed. The value is rotated by three deployments, as SecretHeader"
                                + " describes."));
    }

    private static Acknowledgment kept(String id) {
        return Acknowledgment.builder()
                .id(id)
                .reason("AWS ended MediaStore on 13 November 2025. The sample shows a template that is kept and what it"
                        + " becomes (S3Live); it is synthesized, not deployed.")
                .build();
    }
}
