package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.AthenaLogs;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.InsightsQueries;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * Queries about access logs, by name in the consoles of CloudWatch Logs Insights and of Athena: hits by kind of
 * content, errors by rendition, the slowest edges, and sessions by what players say (CMCD).
 *
 * <pre>{@code
 * LogQueries.Builder.create(inUsEast1, "Queries")
 *         .logGroup(group)
 *         .parquet(bucket, LogFields.CMCD)
 *         .build();
 * }</pre>
 *
 * <p>Logs of any facade will do: its manifests and its media have behaviours of their own, by whose path patterns kinds
 * are told. A query that needs a field which is not written down is left out: errors by rendition need
 * {@code cs-uri-stem}, sessions {@code cs-uri-query}.
 *
 * <p>For Athena a database of AWS Glue is made, with a table over the files. Its partitions are computed from the
 * folders ({@code partition projection}), so that no crawler runs. Queries name a day, and read no other.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html">CloudWatch Logs Insights
 *     query language</a>
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/create-cloudfront-table-manual-parquet.html">CloudFront
 *     logs in Athena</a>
 */
public final class LogQueries extends Construct {

    private LogQueries(Builder options) {
        super(options.at.scope(), options.id);
        Placement inside = options.at.within(this);
        if (options.group != null) {
            InsightsQueries.define(this, options.group, options.groupFields);
        }
        if (options.bucket != null) {
            AthenaLogs.define(inside, options.bucket, options.fileFields);
        }
    }

    /** Options of {@link LogQueries}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Placement at;
        private final String id;
        private @Nullable ILogGroup group;
        private @Nullable IBucket bucket;
        private List<String> groupFields = List.of();
        private List<String> fileFields = List.of();

        private Builder(Construct scope, String id) {
            this.at = Placement.of(scope);
            this.id = id;
        }

        /**
         * {@return the options of new queries}
         *
         * @param scope where they go: in a stack of the region of the logs
         * @param id their name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * Queries of a log group ({@link AccessLogs#toLogGroup}) with the fields of {@link LogFields#CMCD}.
         *
         * @param group the log group
         * @return this
         */
        public Builder logGroup(ILogGroup group) {
            return logGroup(group, LogFields.CMCD);
        }

        /**
         * Queries of a log group.
         *
         * @param group the log group
         * @param fields which are written down
         * @return this
         */
        public Builder logGroup(ILogGroup group, LogFields fields) {
            said.once("logGroup", group);
            Check.present("fields", fields);
            this.group = group;
            this.groupFields = fields.names();
            return this;
        }

        /**
         * A table and queries of Parquet files ({@link AccessLogs#toS3} with {@link S3AccessLogs.Format#PARQUET}), in
         * the folders that {@link S3AccessLogs#partitionedBy} makes by default.
         *
         * @param bucket with the files, of the stack's own account
         * @param fields which are written down, no others
         * @return this
         */
        public Builder parquet(IBucket bucket, LogFields fields) {
            said.once("parquet", bucket);
            Check.present("fields", fields);
            this.bucket = bucket;
            this.fileFields = fields.names();
            return this;
        }

        /**
         * Defines the queries.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code logs: must be given …}
         */
        public LogQueries build() {
            Check.that(group != null || bucket != null, "logs: must be given", "none", "use logGroup(…) or parquet(…)");
            return new LogQueries(this);
        }
    }
}
