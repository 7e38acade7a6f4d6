package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.StreamedLogs;
import java.util.List;

/** Access logs line by line, to a log group or a delivery stream: see {@link AccessLogs}. */
public final class StreamedAccessLogs extends AccessLogs {

    private final StreamedLogs logs;

    StreamedAccessLogs(StreamedLogs logs) {
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
     * Only these fields; by default CloudFront's own selection.
     *
     * @param names for example {@code timestamp(ms)}, {@code cs-uri-stem}, {@code sc-status}
     * @return a new choice
     * @throws IllegalArgumentException {@code fields: must be the name of a log field …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">Log
     *     fields</a>
     */
    public StreamedAccessLogs fields(String... names) {
        Check.present("names", names);
        return new StreamedAccessLogs(logs.of(LogFields.checked(List.of(names))));
    }

    /**
     * Only the fields of a purpose.
     *
     * @param fields the purpose
     * @return a new choice
     */
    public StreamedAccessLogs fields(LogFields fields) {
        Check.present("fields", fields);
        return new StreamedAccessLogs(logs.of(fields.names()));
    }
}
