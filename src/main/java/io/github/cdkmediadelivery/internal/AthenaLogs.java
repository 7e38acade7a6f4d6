package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * A table over access logs in Parquet, and queries of it. All columns are text, as AWS's own table has them.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html">Partition projection</a>
 */
public final class AthenaLogs {

    static final String TABLE = "requests";

    private static final Map<String, String> QUERIES = new TreeMap<>(
            Map.of(
                    "HitsByKind",
                    """
            SELECT cache_behavior_path_pattern AS kind,
                   count(*) AS requests,
                   100.0 * count_if(x_edge_result_type LIKE '%Hit') / count(*) AS hit_percent,
                   sum(CAST(sc_bytes AS bigint)) AS bytes
            FROM requests
            WHERE distribution = 'DISTRIBUTION_ID' AND day = 'YYYY/MM/DD'
            GROUP BY cache_behavior_path_pattern
            ORDER BY requests DESC
            """,
                    "ErrorsByRendition",
                    """
            SELECT regexp_extract(cs_uri_stem, '^(.*?)[0-9]*\\.[A-Za-z0-9]+$', 1) AS rendition,
                   sc_status,
                   x_edge_detailed_result_type,
                   count(*) AS errors
            FROM requests
            WHERE distribution = 'DISTRIBUTION_ID' AND day = 'YYYY/MM/DD' AND CAST(sc_status AS integer) >= 400
            GROUP BY 1, 2, 3
            ORDER BY errors DESC
            LIMIT 50
            """,
                    "SlowestEdges",
                    """
            SELECT x_edge_location,
                   count(*) AS requests,
                   approx_percentile(CAST(time_to_first_byte AS double), 0.95) AS p95_first_byte_seconds,
                   approx_percentile(CAST(time_taken AS double), 0.95) AS p95_taken_seconds
            FROM requests
            WHERE distribution = 'DISTRIBUTION_ID' AND day = 'YYYY/MM/DD'
            GROUP BY x_edge_location
            HAVING count(*) >= 100
            ORDER BY p95_first_byte_seconds DESC
            LIMIT 20
            """,
                    "SessionsByCmcd",
                    """
            SELECT regexp_extract(cs_uri_query, 'sid(=|%(25)*3D)("|%(25)*22)([0-9A-Za-z-]+)', 4) AS session,
                   count(*) AS requests,
                   count_if(regexp_like(cs_uri_query, '(,|=|%(25)*2C|%(25)*3D)bs(,|&|%(25)*2C|$)')) AS starved,
                   max(CAST(time_to_first_byte AS double)) AS slowest_first_byte_seconds,
                   sum(CAST(sc_bytes AS bigint)) AS bytes
            FROM requests
            WHERE distribution = 'DISTRIBUTION_ID' AND day = 'YYYY/MM/DD'
              AND regexp_like(cs_uri_query, 'sid(=|%(25)*3D)')
            GROUP BY 1
            ORDER BY starved DESC
            LIMIT 50
            """));

    private AthenaLogs() {}

    public static void define(Placement at, IBucket bucket, List<String> fields) {
        Construct scope = at.scope();
        String name = "access_logs_" + scope.getNode().getAddr().substring(34).toLowerCase(Locale.ROOT);
        CfnDatabase database = CfnDatabase.Builder.create(scope, "Database")
                .catalogId(at.account())
                .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                        .name(name)
                        .description("Access logs of CloudFront")
                        .build())
                .build();
        table(at, bucket, fields, name).getNode().addDependency(database);
        QUERIES.forEach((query, sql) -> {
            if (needs(query, fields)) {
                CfnNamedQuery.Builder.create(scope, "Athena" + query)
                        .name(query)
                        .description("Put in the distribution's id and the day")
                        .database(name)
                        .queryString(sql)
                        .build()
                        .getNode()
                        .addDependency(database);
            }
        });
    }

    private static boolean needs(String query, List<String> fields) {
        return switch (query) {
            case "ErrorsByRendition" -> fields.contains("cs-uri-stem");
            case "SessionsByCmcd" -> fields.contains("cs-uri-query");
            default -> true;
        };
    }

    private static CfnTable table(Placement at, IBucket bucket, List<String> fields, String database) {
        String folder = "s3://" + bucket.getBucketName() + "/AWSLogs/" + at.account() + "/CloudFront/";
        return CfnTable.Builder.create(at.scope(), "Table")
                .catalogId(at.account())
                .databaseName(database)
                .tableInput(CfnTable.TableInputProperty.builder()
                        .name(TABLE)
                        .tableType("EXTERNAL_TABLE")
                        .partitionKeys(List.of(text("distribution"), text("day"), text("hour")))
                        .parameters(Json.object(
                                "projection.enabled", "true",
                                "projection.distribution.type", "injected",
                                "projection.day.type", "date",
                                "projection.day.format", "yyyy/MM/dd",
                                "projection.day.range", "2024/11/01,NOW",
                                "projection.hour.type", "integer",
                                "projection.hour.range", "0,23",
                                "projection.hour.digits", "2",
                                "storage.location.template", folder + "${distribution}/${day}/${hour}"))
                        .storageDescriptor(CfnTable.StorageDescriptorProperty.builder()
                                .columns(fields.stream()
                                        .map(field -> text(LogColumns.column(field)))
                                        .toList())
                                .location(folder)
                                .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
                                .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
                                .serdeInfo(CfnTable.SerdeInfoProperty.builder()
                                        .serializationLibrary(
                                                "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static CfnTable.ColumnProperty text(String name) {
        return CfnTable.ColumnProperty.builder().name(name).type("string").build();
    }
}
