package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.FileLogs;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * Access logs as files in S3, see {@link AccessLogs#toS3}.
 *
 * <p>Unless it is given a bucket, one is made: private, TLS only, encrypted by S3, kept when the stack is deleted, its
 * files deleted after 90 days, since they hold viewers' addresses. Logging v2 writes into a bucket without ACLs; the
 * legacy way needs them and gets a bucket that has them.
 */
public final class S3AccessLogs extends AccessLogs {

    static final S3AccessLogs DEFAULT = new S3AccessLogs(FileLogs.DEFAULT);

    private static final Pattern PATH =
            Pattern.compile("([A-Za-z0-9_=-]|\\{(DistributionId|distributionid|accountid|yyyy|MM|dd|HH)}|/)+");

    private final FileLogs logs;

    /** The form of a line. */
    public enum Format {
        /** The extended log format of the W3C, as the legacy logs have it: the default. */
        W3C,
        /** An object per request. */
        JSON,
        /** Columns, for queries over months. */
        PARQUET
    }

    private S3AccessLogs(FileLogs logs) {
        super(logs);
        this.logs = logs;
    }

    @Override
    boolean holdPaths() {
        return LogFields.holdPaths(logs.fields());
    }

    @Override
    boolean holdQueries() {
        return LogFields.holdQueries(logs.fields());
    }

    /**
     * Into a bucket of the user's.
     *
     * @param bucket for logging v2 any; for the legacy way one with ACLs. The policy of the key that encrypts it lets
     *     log delivery in; the AWS managed key {@code aws/s3} cannot, and is refused when a distribution is built
     * @return a new choice
     */
    public S3AccessLogs bucket(IBucket bucket) {
        Check.present("bucket", bucket);
        return new S3AccessLogs(logs.in(bucket));
    }

    /**
     * The form of the lines. Only in a stack of us-east-1.
     *
     * @param format the choice
     * @return a new choice
     */
    public S3AccessLogs format(Format format) {
        Check.present("format", format);
        return new S3AccessLogs(logs.as(format.name().toLowerCase(Locale.ROOT)));
    }

    /**
     * Only these fields; by default CloudFront's own selection. Only in a stack of us-east-1.
     *
     * @param names for example {@code timestamp(ms)}, {@code cs-uri-stem}, {@code sc-status}
     * @return a new choice
     * @throws IllegalArgumentException {@code fields: must be the name of a log field …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">Log
     *     fields</a>
     */
    public S3AccessLogs fields(String... names) {
        Check.present("names", names);
        return new S3AccessLogs(logs.of(LogFields.checked(List.of(names))));
    }

    /**
     * Only the fields of a purpose. Only in a stack of us-east-1.
     *
     * @param fields the purpose
     * @return a new choice
     */
    public S3AccessLogs fields(LogFields fields) {
        Check.present("fields", fields);
        return new S3AccessLogs(logs.of(fields.names()));
    }

    /**
     * The legacy way in any region, also in us-east-1: CloudFront writes the files itself, W3C text with all fields. A
     * reason for it is AWS Control Tower's control CT.CLOUDFRONT.PR.5, which looks for the distribution's own logging
     * and does not know deliveries.
     *
     * @return a new choice
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html">Standard
     *     logging (legacy)</a>
     */
    public S3AccessLogs legacy() {
        return new S3AccessLogs(logs.by(FileLogs.Way.LEGACY));
    }

    /**
     * With which the names of the files begin, where they are written the legacy way.
     *
     * @param prefix for example {@code films/}
     * @return a new choice
     * @throws IllegalArgumentException {@code logFilePrefix: must not begin with '/' …}; when a distribution is built,
     *     {@code logFilePrefix: must stand beside legacy() …} for a delivery
     */
    public S3AccessLogs logFilePrefix(String prefix) {
        Check.present("prefix", prefix);
        Check.that(
                !prefix.isEmpty() && !prefix.startsWith("/") && prefix.length() <= 256,
                "logFilePrefix: must not begin with '/', and have 1 to 256 characters",
                prefix,
                "use for example 'films/'");
        return new S3AccessLogs(logs.beginningWith(prefix));
    }

    /**
     * The folders of the files; by default distribution, year, month, day, hour. Only in a stack of us-east-1.
     *
     * @param path of text and <code>{DistributionId}</code>, <code>{yyyy}</code>, <code>{MM}</code>, <code>{dd}</code>,
     *     <code>{HH}</code>, <code>{accountid}</code>
     * @return a new choice
     * @throws IllegalArgumentException {@code partitionedBy: must be …}
     */
    public S3AccessLogs partitionedBy(String path) {
        Check.present("path", path);
        Check.that(
                PATH.matcher(path).matches() && !path.startsWith("/") && !path.endsWith("/"),
                "partitionedBy: must be folders of text and CloudFront's variables",
                path,
                "use for example '" + FileLogs.PARTITIONS + "'");
        return new S3AccessLogs(logs.partitionedBy(path));
    }

    /**
     * Deletes files that are older from the bucket made here; by default after 90 days.
     *
     * @param age whole days, at least one
     * @return a new choice
     * @throws IllegalArgumentException {@code expireAfter: must be whole days …}; when a distribution is built,
     *     {@code accessLogs: expireAfter must be set on the bucket itself …} for a bucket of the user's
     */
    public S3AccessLogs expireAfter(Duration age) {
        Check.present("age", age);
        return new S3AccessLogs(logs.until(Check.days("expireAfter", age)));
    }
}
