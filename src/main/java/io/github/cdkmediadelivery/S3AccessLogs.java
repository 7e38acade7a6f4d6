package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.FileLogs;
import io.github.cdkmediadelivery.internal.Text;
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

    static final S3AccessLogs DEFAULT = new S3AccessLogs(new FileLogs(null, null, List.of(), null, null));

    private static final Text FIELD =
            Text.of("[A-Za-z0-9()_-]+", "fields: must be the name of a log field", "use for example 'cs-uri-stem'");
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
        return logs.fields().isEmpty() || logs.fields().contains("cs-uri-stem");
    }

    @Override
    boolean holdQueries() {
        return logs.fields().isEmpty() || logs.fields().contains("cs-uri-query");
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
        return new S3AccessLogs(
                new FileLogs(bucket, logs.format(), logs.fields(), logs.partitions(), logs.expireAfter()));
    }

    /**
     * The form of the lines. Only in a stack of us-east-1.
     *
     * @param format the choice
     * @return a new choice
     */
    public S3AccessLogs format(Format format) {
        Check.present("format", format);
        return new S3AccessLogs(new FileLogs(
                logs.bucket(),
                format.name().toLowerCase(Locale.ROOT),
                logs.fields(),
                logs.partitions(),
                logs.expireAfter()));
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
        List.of(names).forEach(FIELD::literal);
        return new S3AccessLogs(
                new FileLogs(logs.bucket(), logs.format(), List.of(names), logs.partitions(), logs.expireAfter()));
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
        return new S3AccessLogs(new FileLogs(logs.bucket(), logs.format(), logs.fields(), path, logs.expireAfter()));
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
        return new S3AccessLogs(new FileLogs(
                logs.bucket(), logs.format(), logs.fields(), logs.partitions(), Check.days("expireAfter", age)));
    }
}
