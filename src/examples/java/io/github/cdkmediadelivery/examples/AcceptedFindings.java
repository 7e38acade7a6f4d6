package io.github.cdkmediadelivery.examples;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.constructs.IConstruct;

/**
 * What the rules AwsSolutions of cdk-nag find in the examples, and why it stays as it is. What every user of the
 * library would accept, the library has accepted already.
 */
final class AcceptedFindings {

    static final Acknowledgment NO_LICENCE = finding(
            "CFR1",
            "The sample content has no licence that would be limited to countries; a distribution whose content has"
                    + " one sets allowedCountries or deniedCountries.");

    static final Acknowledgment NO_WEB_ACL = finding(
            "CFR2",
            "Behind it are files and AWS's own packagers and hosts: there is no application of the owner's that rules"
                    + " could protect. webAclArn adds a web ACL, as PrivateVod shows.");

    static final Acknowledgment NO_LOG = finding(
            "CFR3",
            "A log would hold viewers' addresses, which are personal data, and nobody evaluates the log of a sample"
                    + " that is deployed to try it out; metrics are on. A distribution in production needs a log.");

    static final Acknowledgment NO_DOMAIN = finding(
            "CFR4",
            "Without a domain the sample answers on its cloudfront.net name, whose TLS policy AWS fixes and no property"
                    + " can raise. With a certificate of one's own TLSv1.2_2021 applies.");

    static final Acknowledgment READ_BY_CLOUDFRONT = finding(
            "S1",
            "Viewers come by CloudFront alone, and their requests are CloudFront's to log. Where it matters who of the"
                    + " account changes the files, a trail of CloudTrail data events says so.");

    private AcceptedFindings() {}

    /** Of all examples in one app. */
    static void ofTogether(App app) {
        accept(
                app,
                acknowledged(
                        "cdk-media-delivery::quota",
                        "Each example is deployed by itself, to try it out. An app whose stacks stand together in an"
                                + " account shares their policies with DeliveryPolicies."));
    }

    /** Of what is deployed to try it out. */
    static void ofSample(IDistribution distribution) {
        accept(distribution, NO_LICENCE, NO_WEB_ACL, NO_LOG, NO_DOMAIN);
    }

    /** Of the one function of aws-cdk-lib that does all uploads of a stack. */
    static void ofUploads(BucketDeployment any, IBucket... targets) {
        String reason = "aws-cdk-lib's own function copies files while the stack is deployed. Its runtime and role are"
                + " aws-cdk-lib's, which raises the one and limits the other to the account's assets and to these buckets.";
        Stream<String> rules = Stream.of(
                "L1",
                "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
                "IAM5[Action::s3:GetBucket*]",
                "IAM5[Action::s3:GetObject*]",
                "IAM5[Action::s3:List*]",
                "IAM5[Action::s3:Abort*]",
                "IAM5[Action::s3:DeleteObject*]",
                "IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]",
                "IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-us-east-1/*]");
        accept(
                Objects.requireNonNull(any.getHandlerRole().getNode().getScope()),
                Stream.concat(rules, Arrays.stream(targets).map(target -> allObjects(target, "")))
                        .map(rule -> finding(rule, reason))
                        .toArray(Acknowledgment[]::new));
    }

    /** Of the role by which S3 copies films; the rule's name for the other region's bucket is of its stack's output. */
    static void ofReplication(IBucket films, String replica) {
        String reason =
                "S3 copies whatever is uploaded: its role reads all objects of the one bucket and writes all of the"
                        + " other, with the two keys where they have some, and may do nothing else.";
        accept(
                films.getNode().findChild("ReplicationRole"),
                Stream.of(
                                allObjects(films, ""),
                                "IAM5[Resource::{\"Fn::GetStackOutput\":" + replica + "}/*]",
                                "IAM5[Action::kms:GenerateDataKey*]",
                                "IAM5[Action::kms:ReEncrypt*]")
                        .map(rule -> finding(rule, reason))
                        .toArray(Acknowledgment[]::new));
    }

    /** Of an encoder that the CDK's {@code grantPut} lets write into one folder. */
    static void ofEncoder(IConstruct encoder, IBucket bucket, String folder) {
        accept(
                encoder,
                finding("IAM5[Action::s3:Abort*]", "It matches s3:AbortMultipartUpload alone, which ends uploads."),
                finding(allObjects(bucket, folder), "The encoder makes up the names of segments as it goes."));
    }

    /** Of a template that is kept, with its containers. */
    static void ofMediaStore(Stack stack) {
        String kept = "AWS ended MediaStore on 13 November 2025. The sample shows a template that is kept and what it"
                + " becomes (S3Live); it is synthesized, not deployed.";
        accept(
                stack,
                acknowledged("Annotation::cdk-media-delivery:mediastore-ended", kept),
                acknowledged("CloudFormation-Validate::W3696", kept),
                finding(
                        "MS3",
                        "The rule cannot read a policy that holds references to account and region. Each statement of it"
                                + " demands aws:SecureTransport, which MediaStorePolicyIamTest shows."));
    }

    /** All of a construct at once: each call is a request to the CDK's kernel. */
    static void accept(IConstruct construct, Acknowledgment... findings) {
        Validations.of(construct).acknowledge(findings);
    }

    private static String allObjects(IBucket bucket, String folder) {
        CfnElement resource =
                (CfnElement) Objects.requireNonNull(bucket.getNode().getDefaultChild());
        return "IAM5[Resource::<" + Stack.of(bucket).getLogicalId(resource) + ".Arn>/" + folder + "*]";
    }

    private static Acknowledgment finding(String rule, String reason) {
        return acknowledged("AwsSolutions::AwsSolutions-" + rule, reason);
    }

    private static Acknowledgment acknowledged(String id, String reason) {
        return Acknowledgment.builder().id(id).reason(reason).build();
    }
}
