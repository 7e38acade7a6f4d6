package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.logs.CfnQueryDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** Queries of CloudWatch Logs Insights about access logs in JSON, whose keys are the names of the log fields. */
public final class InsightsQueries {

    private static final Map<String, String> ALL = new TreeMap<>(
            Map.of(
                    "HitsByKind",
                    """
            stats count(*) as requests,
                  100 * avg(strcontains(`x-edge-result-type`, "Hit")) as hitPercent,
                  sum(`sc-bytes`) as bytes
              by `cache-behavior-path-pattern`
            | sort requests desc
            | limit 50
            """,
                    "ErrorsByRendition",
                    """
            filter `sc-status` >= 400
            | parse `cs-uri-stem` /^(?<rendition>.*?)[0-9]*\\.[A-Za-z0-9]+$/
            | stats count(*) as errors by rendition, `sc-status`, `x-edge-detailed-result-type`
            | sort errors desc
            | limit 50
            """,
                    "SlowestEdges",
                    """
            stats count(*) as requests,
                  pct(`time-to-first-byte`, 95) as p95FirstByteSeconds,
                  pct(`time-taken`, 95) as p95TakenSeconds
              by `x-edge-location`
            | filter requests >= 100
            | sort p95FirstByteSeconds desc
            | limit 20
            """,
                    // A query string may be encoded once or twice more on its way into the log.
                    "SessionsByCmcd",
                    """
            parse `cs-uri-query` /sid(=|%(25)*3D)("|%(25)*22)(?<session>[0-9A-Za-z-]+)/
            | filter ispresent(session)
            | stats count(*) as requests,
                    sum(strcontains(`cs-uri-query`, "2Cbs%2C") + strcontains(`cs-uri-query`, "CMCD=bs%2C")) as starved,
                    max(`time-to-first-byte`) as slowestFirstByteSeconds,
                    sum(`sc-bytes`) as bytes
              by session
            | sort starved desc
            | limit 50
            """));

    private InsightsQueries() {}

    /** Those for which the fields are there. */
    public static void define(Construct scope, ILogGroup group, List<String> fields) {
        ALL.forEach((name, query) -> {
            if (LogColumns.of(query).stream().allMatch(fields::contains)) {
                CfnQueryDefinition.Builder.create(scope, name)
                        .name(scope.getNode().getPath() + "/" + name)
                        .queryString(query)
                        .logGroupNames(List.of(group.getLogGroupName()))
                        .build();
            }
        });
    }
}
