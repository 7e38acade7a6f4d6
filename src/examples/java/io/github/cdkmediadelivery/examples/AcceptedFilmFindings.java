package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LICENCE;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.finding;

import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * What the security rules AwsSolutions of cdk-nag find in films with a domain or a price, and why it stays as it is.
 */
final class AcceptedFilmFindings {

    private static final Acknowledgment READ_BY_CLOUDFRONT = finding(
            "S1",
            "By its policy CloudFront reads the bucket for this one distribution and no other service does, so that"
                    + " viewers' requests are CloudFront's to log. Where it matters who of the account changes the"
                    + " files, a trail of CloudTrail data events says so.");

    private AcceptedFilmFindings() {}

    /** For those who paid, with logs and a web ACL. */
    static void ofPrivate(S3OacVodDistribution films) {
        accept(films.getBucket(), READ_BY_CLOUDFRONT);
        accept(
                films.getNode().findChild("LogBucket"),
                finding(
                        "S1",
                        "The bucket holds the access logs; a log of who wrote the log would only grow by itself. By its policy"
                                + " the one service that may write into it is CloudWatch Logs, on behalf of this account."));
        accept(
                films.getDistribution(),
                NO_LICENCE,
                finding(
                        "CFR3",
                        "Access logging is on, as standard logging v2: a delivery of CloudWatch Logs beside the"
                                + " distribution. The rule knows only the legacy property of the distribution itself."),
                finding(
                        "CFR4",
                        "Without a domain in the context the sample answers on its cloudfront.net name, whose TLS policy"
                                + " AWS fixes and no property can raise. With a domain it is TLSv1.2_2021."));
    }

    /**
     * Of the role by which S3 copies them to another region.
     *
     * @param objects of the two buckets, by the rule's names for them
     */
    static void ofReplication(IBucket films, String... objects) {
        for (String each : objects) {
            accept(
                    films.getNode().findChild("ReplicationRole").getNode().findChild("DefaultPolicy"),
                    finding(
                            "IAM5[Resource::" + each + "]",
                            "S3 copies whatever is uploaded, so that its role reads all objects of the one bucket and writes"
                                    + " all of the other, and may do nothing else."));
        }
    }

    /** For everyone, on the owner's domain. */
    static void ofOpen(S3OacVodDistribution films) {
        accept(films.getBucket(), READ_BY_CLOUDFRONT);
        accept(
                films.getDistribution(),
                NO_LICENCE,
                finding(
                        "CFR2",
                        "Viewers reach nothing but GET and HEAD requests for files of one bucket, and query strings,"
                                + " headers and cookies are not forwarded: there is no application behind it that rules"
                                + " could protect. PrivateVod shows a web ACL."),
                finding(
                        "CFR3",
                        "A log would hold viewers' addresses, which are personal data, and nobody evaluates the log of a"
                                + " sample that shows how a certificate crosses regions. PrivateVod shows a log."));
    }

    /** By the rules of Control Tower. */
    static void ofHardened(S3OacVodDistribution films, Bucket replica) {
        accept(films.getDistribution(), NO_LICENCE);
        AcceptedFindings.of(replica);
        ofReplication(
                films.getBucket(),
                "<Content88381566.Arn>/*",
                "{\"Fn::GetStackOutput\":{\"StackName\":\"HardenedReplica\",\"Region\":\"us-west-2\",\"OutputName\":"
                        + "\"PublishOutputFnGetAttBucket83908E77Arn0F129B3B\"}}/*");
        for (String action : List.of("kms:GenerateDataKey*", "kms:ReEncrypt*")) {
            accept(
                    films.getBucket()
                            .getNode()
                            .findChild("ReplicationRole")
                            .getNode()
                            .findChild("DefaultPolicy"),
                    finding(
                            "IAM5[Action::" + action + "]",
                            "KMS has each of these actions in two or more forms, and S3 chooses which one it calls with the one key"
                                    + " of the films."));
        }
    }
}
