package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.IConstruct;

/** What the security rules AwsSolutions of cdk-nag find in the examples, and why it stays as it is. */
final class AcceptedFindings {

    /** A sample has no licence that would be limited to countries. */
    static final Acknowledgment NO_LICENCE = finding(
            "CFR1",
            "The sample content has no licence that would be limited to countries; a distribution whose content has"
                    + " one sets allowedCountries or deniedCountries.");

    /** A sample is deployed to try it out. */
    static final Acknowledgment NO_LOG = finding(
            "CFR3",
            "A log would hold viewers' addresses, which are personal data, and nobody evaluates the log of a sample"
                    + " that is deployed to try it out; metrics are on. A distribution in production needs a log.");

    /** A sample has no domain of its own. */
    static final Acknowledgment NO_DOMAIN = finding(
            "CFR4",
            "The sample has no domain, so it answers on its cloudfront.net name, whose TLS policy AWS fixes and no"
                    + " property can raise. Viewers who come by HTTP are redirected to HTTPS, and CloudFront speaks"
                    + " TLS 1.2 to the origin. With a certificate of one's own TLSv1.2_2021 applies.");

    private AcceptedFindings() {}

    /** Of all examples in one app. */
    static void ofTogether(App app) {
        Validations.of(app)
                .acknowledge(Acknowledgment.builder()
                        .id("cdk-media-delivery::quota")
                        .reason(
                                "Each example is deployed by itself, to try it out. An app whose stacks stand together in an"
                                        + " account shares their policies with DeliveryPolicies.")
                        .build());
    }

    /** Of a distribution of named endpoints, which refuses every other path. */
    static void of(IDistribution distribution) {
        ofSample(
                distribution,
                finding(
                        "CFR2",
                        "Viewers reach nothing but read-only requests for the folders of the named endpoints, every other path is"
                                + " refused at the edge, and unknown query strings, headers and cookies are not forwarded: there"
                                + " is no application behind it that rules could protect. webAclArn adds a web ACL."));
    }

    /** Of a distribution of named endpoints with ads, which passes requests on to MediaTailor. */
    static void ofAds(IDistribution distribution) {
        ofSample(
                distribution,
                finding(
                        "CFR2",
                        "The content takes read-only requests for the folders of the named endpoints from the listed pages and from"
                                + " MediaTailor; an edge function refuses the rest. Whole requests are passed on to MediaTailor's"
                                + " public hosts alone, which take the same requests from anyone and are AWS's to protect: there"
                                + " is no application of the owner's behind it. webAclArn adds a web ACL."));
    }

    /** Of the same where everyone may watch. */
    static void ofOpenAds(IDistribution distribution) {
        ofSample(
                distribution,
                finding(
                        "CFR2",
                        "The content takes read-only requests for the folders of the named endpoints. Whole requests are passed"
                                + " on to MediaTailor's public hosts alone, which take the same requests from anyone and are"
                                + " AWS's to protect: there is no application of the owner's behind it. webAclArn adds a web"
                                + " ACL."));
    }

    /** Of a distribution of files in private buckets. */
    static void ofFiles(IDistribution distribution) {
        ofSample(
                distribution,
                finding(
                        "CFR2",
                        "Viewers reach nothing but GET and HEAD of static files in private buckets, and query strings, headers"
                                + " and cookies are not forwarded: there is no application behind it that rules could protect."
                                + " webAclArn adds a web ACL."));
    }

    /** Of a distribution of named endpoints for those who paid, with logs and a page. */
    static void ofPrivateLive(MediaPackageOriginDistribution delivery) {
        accept(
                delivery.getNode().findChild("LogBucket"),
                finding(
                        "S1",
                        "The bucket holds the access logs; a log of who wrote the log would only grow by itself. By its policy"
                                + " the one service that may write into it is CloudWatch Logs, on behalf of this account."));
        accept(
                delivery.getDistribution(),
                NO_LICENCE,
                finding(
                        "CFR2",
                        "Viewers reach read-only requests for the folders of the named endpoints, which an edge function lets"
                                + " through with a valid token alone, and static files of the page: there is no application"
                                + " behind it that rules could protect. webAclArn adds a web ACL."),
                finding(
                        "CFR3",
                        "Access logging is on, as standard logging v2: a delivery of CloudWatch Logs beside the"
                                + " distribution. The rule knows only the legacy property of the distribution itself."),
                NO_DOMAIN);
    }

    private static void ofSample(IDistribution distribution, Acknowledgment noWebAcl) {
        accept(distribution, NO_LICENCE, NO_LOG, NO_DOMAIN, noWebAcl);
    }

    static void of(ISecret secret) {
        accept(
                secret,
                finding(
                        "SMG4",
                        "A scheduled rotation would lock CloudFront out: CloudFormation puts the value into the distribution when"
                                + " it deploys, and MediaPackage takes the previous value for ten minutes only. The secret is"
                                + " rotated by hand, in the order that MediaPackageCdnAuthorization describes."));
    }

    static void ofHeader(ISecret secret) {
        accept(
                secret,
                finding(
                        "SMG4",
                        "A scheduled rotation would lock CloudFront out: CloudFormation puts the value into the distribution when"
                                + " it deploys, and does not notice that it changed. The value is rotated by three deployments,"
                                + " as SecretHeader describes."));
    }

    static void of(IBucket bucket) {
        accept(
                bucket,
                finding(
                        "S1",
                        "The bucket holds files that are public through CloudFront and nothing else can read: a log of it would"
                                + " list the edge's requests, not the viewers'. Where it matters who changes the files, a trail of"
                                + " CloudTrail data events says so."));
    }

    /** Of the function that aws-cdk-lib itself brings, once for all deployments of a stack. */
    static void of(BucketDeployment upload) {
        of(upload, "arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*");
    }

    /** The same where the stack has a region, by the rule's name for the account's bucket of assets there. */
    static void of(BucketDeployment upload, String assets) {
        IRole role = upload.getHandlerRole();
        accept(
                Objects.requireNonNull(role.getNode().getScope()),
                finding(
                        "L1",
                        "aws-cdk-lib chooses the runtime of its own function and raises it with its releases; it runs while the"
                                + " stack is deployed and takes no input but the stack's."));
        List<Acknowledgment> found = new ArrayList<>();
        found.add(finding(
                "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
                "The managed policy lets aws-cdk-lib's own function write its log and nothing else."));
        for (String reads :
                List.of("Action::s3:GetBucket*", "Action::s3:GetObject*", "Action::s3:List*", "Resource::" + assets)) {
            found.add(finding(
                    "IAM5[" + reads + "]",
                    "aws-cdk-lib's own function reads the files to upload from the account's bucket of CDK assets, whose"
                            + " keys are hashes that change with the files, and lists what is in the target already."));
        }
        for (String writes : List.of("Action::s3:Abort*", "Action::s3:DeleteObject*")) {
            found.add(finding(
                    "IAM5[" + writes + "]",
                    "aws-cdk-lib's own function removes from the target what is no longer among the files; the wildcards"
                            + " end in the object's versions and parts of uploads."));
        }
        accept(role, found.toArray(Acknowledgment[]::new));
    }

    /** Of the function that uploads into this bucket. */
    static void of(BucketDeployment upload, IBucket target) {
        CfnElement resource =
                (CfnElement) Objects.requireNonNull(target.getNode().getDefaultChild());
        accept(
                upload.getHandlerRole(),
                finding(
                        "IAM5[Resource::<" + Stack.of(target).getLogicalId(resource) + ".Arn>/*]",
                        "The function writes the files that the stack names into this bucket, which holds nothing else."));
    }

    static Acknowledgment finding(String rule, String reason) {
        return Acknowledgment.builder()
                .id("AwsSolutions::AwsSolutions-" + rule)
                .reason(reason)
                .build();
    }

    /** All of a construct at once: each call is a request to the CDK's kernel. */
    static void accept(IConstruct construct, Acknowledgment... findings) {
        Validations.of(construct).acknowledge(findings);
    }
}
