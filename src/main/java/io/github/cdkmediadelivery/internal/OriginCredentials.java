package io.github.cdkmediadelivery.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What CloudFront shows to an origin so that it is let in: a signature, secret headers, both or nothing. */
public record OriginCredentials(@Nullable String originAccessControlId, Map<String, String> headers) {

    public static final OriginCredentials NONE = new OriginCredentials(null, Map.of());

    public static OriginCredentials signature(String originAccessControlId) {
        return new OriginCredentials(originAccessControlId, Map.of());
    }

    public static OriginCredentials headers(Map<String, String> headers) {
        return new OriginCredentials(null, headers);
    }

    OriginCredentials signedBy(String accessControlId) {
        return new OriginCredentials(accessControlId, headers);
    }
}
