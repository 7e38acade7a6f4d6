package io.github.cdkmediadelivery.benchmark;

import java.util.Locale;

/** What a distribution stands in front of. */
enum Service {
    MEDIA_PACKAGE_V1("MediaPackage v1"),
    MEDIA_PACKAGE_V2("MediaPackage v2"),
    S3_STORED("films in S3"),
    S3_LIVE("live in S3"),
    MEDIA_STORE("MediaStore"),
    MEDIA_TAILOR("MediaTailor"),
    PACKAGER("a packager");

    static final String V1_HOST = "abc123.mediapackage.eu-west-1.amazonaws.com";
    static final String PACKAGER_HOST = "packager.example.com";
    static final String V2_HOST = "abc123.egress.def456.mediapackagev2.eu-west-1.amazonaws.com";

    final String title;

    Service(String title) {
        this.title = title;
    }

    /** The id of the construct with that number. */
    String id(int number) {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT).replace("_", "") + number;
    }

    static String v2EndpointArn(int number) {
        return "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/channel" + number
                + "/originEndpoint/hls";
    }
}
