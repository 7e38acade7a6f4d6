package io.github.cdkmediadelivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What CloudFront shows to an origin so that it is let in: a signature, secret headers, both or nothing. */
record OriginCredentials(@Nullable String originAccessControlId, Map<String, String> headers) {

    static final OriginCredentials NONE = new OriginCredentials(null, Map.of());

    static OriginCredentials signature(String originAccessControlId) {
        return new OriginCredentials(originAccessControlId, Map.of());
    }

    static OriginCredentials header(String name, String value) {
        return new OriginCredentials(null, Map.of(name, value));
    }

    OriginCredentials signedBy(String accessControlId) {
        return new OriginCredentials(accessControlId, headers);
    }
}
