package io.github.cdkmediadelivery.audience;

/** What a viewer asks for. */
enum Kind {
    MANIFEST("manifests", true),
    PERSONAL("personal manifests", true),
    INIT("init segments", false),
    MEDIA("segments", false),
    AD("ads", false),
    SUBTITLES("subtitle segments", false),
    CAPTIONS("captions", true),
    THUMBNAIL("thumbnails", false),
    KEY("keys", true);

    final String title;

    /** Whether each encoding that viewers accept is an object of its own. */
    final boolean text;

    Kind(String title, boolean text) {
        this.title = title;
        this.text = text;
    }

    /** By the path, as an origin is asked for it. */
    static Kind of(String path) {
        if (path.startsWith("/tm/")) {
            return AD;
        }
        if (path.endsWith(".m3u8")) {
            return path.startsWith("/v1/") ? PERSONAL : MANIFEST;
        }
        if (path.endsWith(".vtt")) {
            return path.contains("_subtitles_") ? SUBTITLES : CAPTIONS;
        }
        if (path.endsWith(".jpg")) {
            return THUMBNAIL;
        }
        if (path.endsWith(".key")) {
            return KEY;
        }
        return path.contains("init") ? INIT : MEDIA;
    }
}
