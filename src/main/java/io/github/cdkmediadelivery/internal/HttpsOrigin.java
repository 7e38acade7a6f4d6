package io.github.cdkmediadelivery.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** An origin that CloudFront reaches by HTTPS with TLS 1.2: anything else shows header secrets on the wire. */
public record HttpsOrigin(String host, OriginCredentials credentials, Connection connection) {

    /** How CloudFront connects to an origin. */
    public record Connection(
            Map<String, String> headers, @Nullable String originShieldRegion, Timeouts timeouts, String originPath) {

        /** The same, with timeouts where none are said. */
        Connection waiting(Timeouts unlessSaid) {
            return new Connection(headers, originShieldRegion, timeouts.orElse(unlessSaid), originPath);
        }
    }

    /** All that makes an origin what it is. A list, since the first hash of a record links for 20 ms. */
    List<Object> parts() {
        return Arrays.asList(
                host,
                credentials.originAccessControlId(),
                credentials.headers(),
                connection.headers,
                connection.originShieldRegion,
                connection.timeouts.attempts(),
                connection.timeouts.connection(),
                connection.timeouts.read(),
                connection.timeouts.keepalive(),
                connection.timeouts.completion(),
                connection.originPath);
    }

    /** The aws-cdk-lib origin: it renders without a call back into Java. */
    IOrigin make() {
        Map<String, String> headers = new LinkedHashMap<>(connection.headers);
        headers.putAll(credentials.headers());
        return HttpOrigin.Builder.create(host)
                .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2))
                .customHeaders(headers.isEmpty() ? null : headers)
                .originAccessControlId(credentials.originAccessControlId())
                .originShieldRegion(connection.originShieldRegion)
                .connectionAttempts(connection.timeouts.attempts())
                .originPath(connection.originPath.isEmpty() ? null : connection.originPath)
                .connectionTimeout(Seconds.orNull(connection.timeouts.connection()))
                .readTimeout(Seconds.orNull(connection.timeouts.read()))
                .keepaliveTimeout(Seconds.orNull(connection.timeouts.keepalive()))
                .responseCompletionTimeout(Seconds.orNull(connection.timeouts.completion()))
                .build();
    }
}
